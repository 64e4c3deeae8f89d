"""Giving a place back."""

import pytest

from board.activity.models import Activity
from board.tasks import verbs
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.models import Task
from tests.builders import Maker, People, Rows
from tests.pages import Browser


@pytest.fixture
def task(make: Maker, people: People) -> Task:
    """A task whose one place the member holds."""
    task = make.task(make.campaign(people.organiser), people.organiser, places=1)
    make.claim(task, people.member)
    return task


def test_the_place_is_free_again_and_the_note_waits_for_whoever_is_next(
    member: Browser, organiser: Browser, visitor: Browser, rows: Rows, task: Task
) -> None:
    at = f"/tasks/{task.id}"
    page = member.fill(at, {"note": "The north end is done."}, action=f"{at}/release")
    assert (page.status, page.location) == (303, at)
    assert (
        member.follow(page).message == "You are off this task. Thank you for saying so."
    )
    assert visitor.get(at).says("0 of 1 place taken")
    page = organiser.get(at)
    assert page.says("Mo Malik gave the place back", "The north end is done.")
    assert page.offers(f"{at}/claim")
    (claim,) = rows.all(Claim)
    assert (claim.state, claim.note) == (ClaimState.RELEASED, "The north end is done.")
    assert claim.ended_at is not None
    assert rows.get(Task, task.id).taken == 0
    (line,) = rows.all(Activity, verb=verbs.RELEASED)
    assert line.part_id == claim.id
    assert "north" not in str(line.facts)


def test_htmx_gets_the_card_as_it_now_is(member: Browser, task: Task) -> None:
    card = member.press(f"/tasks/{task.id}", f"/tasks/{task.id}/release", htmx=True)
    assert card.status == 200
    assert "<html" not in card.text
    assert card.offers(f"/tasks/{task.id}/claim")


def test_whoever_gave_it_back_may_take_it_again(
    member: Browser, make: Maker, rows: Rows, task: Task
) -> None:
    at = f"/tasks/{task.id}"
    for verb in ("release", "claim", "release", "claim"):
        assert member.press(at, f"{at}/{verb}").status == 303
    assert [claim.state for claim in rows.all(Claim)] == [
        ClaimState.RELEASED,
        ClaimState.RELEASED,
        ClaimState.HELD,
    ]
    assert rows.get(Task, task.id).taken == 1


def test_nobody_gives_back_what_they_do_not_hold(
    organiser: Browser, member: Browser, rows: Rows, task: Task
) -> None:
    before = rows.everything()
    for htmx in (False, True):
        page = organiser.post(f"/tasks/{task.id}/release", htmx=htmx)
        assert page.status == 409
        assert page.message == "You hold no place on this."
    assert rows.everything() == before
    member.post(f"/tasks/{task.id}/release")
    assert member.post(f"/tasks/{task.id}/release").status == 409
    assert rows.get(Task, task.id).taken == 0


def test_a_note_that_is_refused_comes_back_with_the_place_still_held(
    member: Browser, rows: Rows, task: Task
) -> None:
    at = f"/tasks/{task.id}"
    for htmx in (False, True):
        page = member.fill(at, {"note": "x" * 2001}, action=f"{at}/release", htmx=htmx)
        assert page.status == 422
        assert page.errors == {f"note-{task.id}": "Keep this to 2000 characters."}
        kept = [
            form.action for form in page.forms if ("note", "x" * 2001) in form.fields
        ]
        assert kept == [f"{at}/release"]
        assert ("<html" in page.text) is not htmx
    assert rows.get(Task, task.id).taken == 1
