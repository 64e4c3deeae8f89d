"""What members do with places on tasks: at a desk with script, and on a
phone without."""

from collections.abc import Callable
from typing import Any

import pytest

from board.tasks.claim_models import Claim, ClaimState
from tests.browser.conftest import PHONE
from tests.browser.hands import Mouse
from tests.browser.letters import mailed
from tests.browser.screen import Screen
from tests.builders import Maker, People, Rows
from tests.conftest import Server

DESK = {"width": 1280, "height": 900}
WAYS = {
    "script at a desk": {"viewport": DESK},
    "no script on a phone": {"viewport": PHONE, "java_script_enabled": False},
}


@pytest.mark.parametrize("way", WAYS)
def test_a_place_given_back_goes_to_whoever_waits_for_it(
    way: str,
    screen: Callable[..., Screen],
    server: Server,
    people: People,
    make: Maker,
    rows: Rows,
) -> None:
    options: dict[str, Any] = WAYS[way]
    task = make.task(make.campaign(people.organiser), people.organiser, places=1)
    at = f"/tasks/{task.id}"
    mo, olga = (
        Mouse(screen(people.member, **options)),
        Mouse(screen(people.organiser, **options)),
    )
    mo.screen.open(at)
    mo.press("I’ll do it")
    mo.sees("You have a place.", "The one place is taken")

    olga.screen.open(at)
    olga.press("Join the waiting list")
    olga.sees(
        "You are number 1 on the waiting list.", "1 person is on the waiting list"
    )

    if mo.screen.has_script:
        mo.sees("1 person is on the waiting list")  # the page hears of it
    mo.unfold("I can’t after all")
    mo.type("A note for whoever takes it on", "The odd numbers are done.")
    mo.press("Give the place back")
    mo.sees("Join the waiting list", "gave the place back", "The odd numbers are done.")

    assert mailed(server, at.rpartition("/")[0]) == at
    olga.screen.open("/notifications")
    olga.sees("A place is free for you.")
    olga.screen.open("/me")
    olga.sees("A place is free for you. It is yours to take until")
    olga.press("I’ll take it")
    olga.sees("You have a place.")
    assert [claim.person_id for claim in rows.all(Claim, state=ClaimState.HELD)] == [
        people.organiser.id
    ]
    for window in (mo, olga):
        assert (
            window.page.evaluate("document.documentElement.scrollWidth")
            <= options["viewport"]["width"]
        )
