"""Saying that one's part is done."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from board import clock
from board.activity.models import Activity
from board.notifications.models import Notification
from board.tasks import verbs
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.models import Task
from tests.builders import Maker, People, Rows, at_six
from tests.conftest import on_sqlite
from tests.pages import Browser


@pytest.fixture
def task(make: Maker, people: People) -> Task:
    """A task with two places, one of which the member holds."""
    task = make.task(make.campaign(people.organiser), people.organiser, places=2)
    make.claim(task, people.member)
    return task


def test_the_part_is_done_and_the_place_stays_taken(
    member: Browser, visitor: Browser, rows: Rows, people: People, task: Task
) -> None:
    at = f"/tasks/{task.id}"
    page = member.press(at, f"{at}/complete")
    assert (page.status, page.location) == (303, at)
    page = member.follow(page)
    assert page.message == "Noted as done. Thank you."
    assert page.says("You have done your part. Thank you.", "1 of 2 places taken")
    assert not page.offers(f"{at}/release")
    assert not page.offers(f"{at}/claim")
    (claim,) = rows.all(Claim)
    assert claim.state == ClaimState.DONE
    now = rows.get(Task, task.id)
    assert (now.taken, now.done) == (1, 1)
    assert rows.count(Activity, verb=verbs.COMPLETED, actor_id=people.member.id) == 1
    assert visitor.get(f"/campaigns/{task.campaign_id}").says(
        "Somebody finished their part of a task."
    )


def test_it_is_gone_from_ones_week(member: Browser, task: Task) -> None:
    assert member.get("/me").says(task.title)
    member.press(f"/tasks/{task.id}", f"/tasks/{task.id}/complete")
    assert member.get("/me").says("You have no task yet")


def test_a_note_with_it_is_kept_for_members(
    member: Browser, organiser: Browser, visitor: Browser, rows: Rows, task: Task
) -> None:
    at = f"/tasks/{task.id}"
    assert member.get(at).says("Done, and I have something to add")
    assert member.post(f"{at}/complete", {"note": "Fourteen are out."}).status == 303
    assert organiser.get(f"/tasks/{task.id}").says("Fourteen are out.")
    assert "Fourteen" not in visitor.get(f"/tasks/{task.id}").text


@on_sqlite
def test_a_shift_that_is_still_to_come_is_not_called_done(
    member: Browser, make: Maker, people: People
) -> None:
    times = {
        "starts_at": clock.now() + timedelta(hours=2),
        "ends_at": clock.now() + timedelta(hours=3),
    }
    shift = make.task(make.campaign(people.organiser), people.organiser, **times)
    make.claim(shift, people.member)
    at = f"/tasks/{shift.id}"
    assert member.get(at).offers(f"{at}/release")
    assert not member.get(at).offers(f"{at}/complete")
    with clock.set_to(times["starts_at"]):
        assert member.get(at).offers(f"{at}/complete")


def test_doing_it_twice_counts_once(
    member: Browser, organiser: Browser, rows: Rows, task: Task
) -> None:
    assert member.post(f"/tasks/{task.id}/complete").status == 303
    before = rows.everything()
    for browser in (member, organiser):
        page = browser.post(f"/tasks/{task.id}/complete")
        assert page.status == 409
        assert page.says("You hold no place on this.")
    assert member.post(f"/tasks/{task.id}/release").status == 409
    assert rows.everything() == before


def test_a_note_that_is_refused_leaves_it_undone(
    member: Browser, rows: Rows, task: Task
) -> None:
    for note in ("x" * 2001, "a\x00b", "<script>"):
        page = member.post(f"/tasks/{task.id}/complete", {"note": note})
        assert (page.status, list(page.errors)) == (422, [f"added-{task.id}"])
    assert rows.get(Task, task.id).done == 0


def test_the_others_on_the_task_hear_of_it(
    member: Browser, make: Maker, rows: Rows, people: People, task: Task
) -> None:
    make.claim(task, people.operator)
    member.press(f"/tasks/{task.id}", f"/tasks/{task.id}/complete")
    (line,) = rows.all(Activity, verb=verbs.COMPLETED)
    told = {row.person_id for row in rows.all(Notification, activity_id=line.id)}
    assert told == {people.organiser.id, people.operator.id}


def test_a_shift_is_not_done_before_it_begins_whatever_is_sent(
    browser: Callable[..., Browser],
    member: Browser,
    organiser: Browser,
    make: Maker,
    rows: Rows,
    people: People,
) -> None:
    shift = make.task(
        make.campaign(people.organiser),
        people.organiser,
        starts_at=at_six(1),
        ends_at=at_six(1).replace(hour=20),
    )
    make.claim(shift, people.member)
    written = make.claim_for(shift, people.organiser, "Nan Rose")
    at = f"/tasks/{shift.id}"
    before = rows.everything()
    late = "This shift is still to come. Say that it is done once it has begun."
    for page in (
        member.post(f"{at}/complete"),
        member.post(f"{at}/complete", {"note": "All counted."}),
        organiser.post(f"{at}/complete", {"claim": str(written.id)}),
    ):
        assert page.status == 409
        assert page.says(late)
    assert rows.everything() == before
    with clock.set_to(at_six(1)):  # by then the session of today may be over
        assert browser(people.member).post(f"{at}/complete").status == 303
    assert rows.get(Task, shift.id).done == 1


def test_what_was_called_off_is_not_done(
    member: Browser, make: Maker, rows: Rows, people: People, task: Task
) -> None:
    make.call_off(task, people.organiser)
    assert member.post(f"/tasks/{task.id}/complete").status == 409
    assert rows.get(Task, task.id).done == 0
