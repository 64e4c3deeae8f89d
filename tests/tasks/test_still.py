"""Open-ended work: who holds it is asked now and then, and let go when they do not
answer."""

import pytest

from board.activity.models import Activity
from board.tasks import verbs
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.models import Task
from tests.builders import Maker, People, Rows, in_days
from tests.pages import Browser


@pytest.fixture
def task(make: Maker, people: People) -> Task:
    """An open-ended task with one place, which the member holds."""
    task = make.task(make.campaign(people.organiser), people.organiser, places=1)
    make.claim(task, people.member)
    return task


def test_after_two_weeks_who_holds_it_is_asked_and_one_press_keeps_it(
    member: Browser, make: Maker, rows: Rows, people: People, task: Task
) -> None:
    at = f"/tasks/{task.id}"
    make.jobs(days=13.9)
    assert rows.count(Activity, verb=verbs.ASKED) == 0
    for _ in range(2):
        make.jobs(days=14.1)
    assert rows.heard(people.member).count(verbs.ASKED) == 1
    assert verbs.ASKED not in rows.heard(people.organiser)
    assert member.get("/me").says("Are you still on it?")
    make.later(15, lambda: make.still(task, people.member))
    make.jobs(days=28)
    assert rows.get(Claim, 1).state == ClaimState.HELD
    make.jobs(days=29.1)
    page = member.press(at, f"{at}/still")
    assert member.follow(page).message == "Thank you. The place stays yours."
    assert not member.get(at).offers(f"{at}/still")


def test_a_week_later_without_an_answer_the_place_goes_to_the_next(
    member: Browser,
    organiser: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    task: Task,
) -> None:
    make.wait(task, people.operator)
    make.jobs(days=14.1)
    make.jobs(days=21)
    assert rows.get(Claim, 1).state == ClaimState.HELD
    make.jobs(days=21.2)
    assert [claim.state for claim in rows.all(Claim)] == [
        ClaimState.LAPSED,
        ClaimState.OFFERED,
    ]
    assert organiser.get(f"/tasks/{task.id}").says(
        "Mo Malik did not answer in time, so the place went on"
    )
    assert member.get("/notifications").says(
        "We did not hear whether you are still on it"
    )
    assert member.post(f"/tasks/{task.id}/still").status == 409
    (line,) = rows.all(Activity, verb=verbs.LAPSED)
    assert (line.actor_id, line.part_id, line.facts) == (
        None,
        1,
        {"was": ClaimState.HELD},
    )


def test_who_holds_something_with_a_date_or_is_done_is_not_asked(
    make: Maker, rows: Rows, people: People, task: Task
) -> None:
    make.claim(
        make.task(
            make.campaign(people.organiser), people.organiser, due_on=in_days(40)
        ),
        people.member,
    )
    make.complete(task, people.member)
    make.jobs(days=39)
    assert rows.count(Activity, verb=verbs.ASKED) == 0
