"""Every page of whoever runs the board can be used by everybody."""

from collections.abc import Callable
from urllib.parse import urlsplit

from board.complaints import actions as complaints_about
from board.complaints.models import About
from board.complaints.queries import key_of
from board.rules import actions as rules
from board.safety import actions as safety
from board.safety.kinds import draft
from tests.browser.screen import Screen
from tests.browser.test_access import complaints, examined
from tests.builders import Maker, People, in_days
from tests.open311.hands import key_for


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


SHORT = "Be kind\nAlways.\n\nBe brief\nTwo lines."


def test_pages_that_only_stand_once_something_has_happened(
    screen: Callable[..., Screen], make: Maker, people: People
) -> None:
    """A complaint, a record, a draft of the rules, and rules to agree to anew."""
    with make.writing():
        by, said = make._here(people.operator), {"what": "**No**.", "email": ""}
        made, _ = complaints_about.receive(None, about=About.DATA, once="1", **said)
        page = f"/complaints/{key_of(made.id)}"
        words = {"answer": "yes", "reason": "Anybody reads it."}
        safety.save(
            by,
            accountable="Pat Price",
            risks=draft({}),
            children={"possible": words, "likely": words},
            review_on=in_days(-1),
            after=0,
        )
        rules.publish(by, text=SHORT, note="Shorter.", after=1)
        rules.save_draft(by, text=SHORT + "\nOr three.")
    key_for(make, people)
    found = []
    for person, addresses in (
        (None, [page]),
        (people.member, ["/rules?next=/me"]),
        (
            people.operator,
            [
                "/operator/complaints/1",
                "/operator/safety",
                "/operator/safety/edit",
                "/operator/rules",
                "/operator/rules/publish",
                "/operator/open311",
                "/operator/version",
            ],
        ),
    ):
        window = examined(screen)(person)
        for address in addresses:
            assert window.open(address).ok, address
            found += complaints(window)
    assert not found, "\n".join(found)
