"""Every page of whoever runs the board can be used by everybody."""

from collections.abc import Callable
from urllib.parse import urlsplit

from tests.browser.screen import Screen
from tests.browser.test_access import complaints, examined


def test_the_operators_pages(looking: Callable[..., Screen]) -> None:
    screen, found = examined(looking)("operator"), []
    ahead, seen = ["/operator"], set[str]()
    while ahead:
        address = ahead.pop(0)
        assert screen.open(address).ok, address
        found += complaints(screen)
        seen.add(address)
        for link in screen.page.locator("main a").all():
            to = urlsplit(link.get_attribute("href") or "").path
            if to.startswith("/operator") and to not in {*seen, *ahead}:
                ahead.append(to)
    assert not found, "\n".join(found)
