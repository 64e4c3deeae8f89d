"""A browser that several people use: whoever comes next sees nothing of whoever was
there before."""

from collections.abc import Callable

import pytest

from tests.browser.hands import Mouse
from tests.browser.screen import Screen
from tests.builders import People

Opens = Callable[..., Screen]


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_back_after_signing_out_shows_no_private_page(
    screen: Opens, people: People, script: bool
) -> None:
    window = screen(people.member, java_script_enabled=script)
    for path in ("/notifications", "/me", "/issues"):
        window.open(path)
    Mouse(window).press("Sign out")
    window.sees("You are signed out.")
    for _ in range(3):
        window.page.go_back()
    assert window.path == "/login"
    assert "Mo Malik" not in window.page.content()
