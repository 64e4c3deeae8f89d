"""Waiting in line for a place: whoever comes first is offered what comes free."""

from datetime import timedelta

import pytest

from board import clock
from board.activity.models import Activity
from board.areas import membership_actions as memberships
from board.drawing import exact
from board.mail.models import Outbox
from board.tasks import verbs
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.models import Task
from tests.builders import Maker, People, Rows
from tests.conftest import on_sqlite
from tests.pages import Browser

NOON = clock.now().replace(microsecond=0)


@pytest.fixture
def task(make: Maker, people: People) -> Task:
    """A task whose one place the organiser holds."""
    with clock.set_to(NOON):
        task = make.task(make.campaign(people.organiser), people.organiser, places=1)
        make.claim(task, people.organiser)
    return task


def test_whoever_is_late_waits_in_line_and_everybody_sees_how_many_do(
    member: Browser,
    operator: Browser,
    visitor: Browser,
    resident: Browser,
    rows: Rows,
    task: Task,
) -> None:
    at = f"/tasks/{task.id}"
    late = member.post(f"{at}/claim")
    assert late.status == 409
    assert late.offers(f"{at}/wait")
    page = member.press(at, f"{at}/wait")
    assert (page.status, page.location) == (303, at)
    assert member.follow(page).message == (
        "You are on the waiting list. When a place comes free for you, you hear "
        "from us at once."
    )
    card = operator.press(at, f"{at}/wait", htmx=True)
    assert card.status == 200
    assert card.says(
        "You are number 2 on the waiting list.", "2 people are on the waiting list"
    )
    assert member.get("/me").says("You are number 1 on the waiting list.")
    assert operator.get(at).says("Mo Malik is on the waiting list")
    for browser in (visitor, resident):
        page = browser.get(at)
        assert page.says("The one place is taken", "2 people are on the waiting list")
        assert not page.says("Mo Malik")
    assert [claim.state for claim in rows.all(Claim)] == [
        ClaimState.HELD,
        ClaimState.WAITING,
        ClaimState.WAITING,
    ]
    assert (rows.get(Task, task.id).waiting, rows.get(Task, task.id).taken) == (2, 1)


def test_nobody_waits_while_there_is_a_free_place_nor_twice(
    member: Browser, make: Maker, rows: Rows, people: People, task: Task
) -> None:
    at = f"/tasks/{task.id}"
    member.press(at, f"{at}/wait", htmx=True)
    before = rows.everything()
    page = member.post(f"{at}/wait")
    assert (page.status, page.message) == (
        409,
        "You are on the waiting list already. You hear from us when a place comes "
        "free.",
    )
    assert member.post(f"{at}/claim").status == 409
    assert rows.everything() == before
    free = make.task(make.campaign(people.organiser), people.organiser)
    page = member.post(f"/tasks/{free.id}/wait")
    assert (page.status, page.message) == (
        409,
        "There is a free place: you can take it at once.",
    )


def test_a_place_that_comes_free_is_offered_to_the_first_in_line_who_hears_of_it(
    member: Browser,
    visitor: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    task: Task,
) -> None:
    with clock.set_to(NOON):
        make.wait(task, people.member, people.operator)
        make.release(task, people.organiser)
        now, offered = (
            rows.get(Task, task.id),
            rows.all(Claim, state=ClaimState.OFFERED),
        )
        assert (now.taken, now.waiting) == (1, 1)
        assert [(claim.person_id, claim.until) for claim in offered] == [
            (people.member.id, NOON + timedelta(hours=24))
        ]
        with make.app.test_request_context():
            until = exact(NOON + timedelta(hours=24))
        page = member.get(f"/tasks/{task.id}")
        assert page.says(f"A place is free for you. It is yours to take until {until}.")
        assert visitor.get(f"/tasks/{task.id}").says(
            "The one place is taken", "1 person is on the waiting list"
        )
    assert verbs.OFFERED in rows.heard(people.member)
    assert verbs.OFFERED not in rows.heard(people.operator)
    (mail,) = rows.all(Outbox)
    assert (mail.to, mail.subject) == (
        people.member.email,
        (f"A place is free for you: {task.title}"),
    )
    assert f"until {until}" in mail.text


def test_whoever_leaves_the_line_lets_the_next_move_up(
    member: Browser,
    operator: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    task: Task,
) -> None:
    at = f"/tasks/{task.id}"
    make.wait(task, people.member, people.operator)
    assert member.press(at, f"{at}/release").status == 303
    assert operator.get(at).says("You are number 1 on the waiting list.")
    assert rows.get(Task, task.id).waiting == 1
    assert rows.count(Activity, verb=verbs.LEFT) == 1
    assert verbs.LEFT not in rows.heard(people.organiser)


@on_sqlite
def test_nobody_is_offered_what_they_could_not_take(
    make: Maker, rows: Rows, people: People, task: Task
) -> None:
    gone = make.person("Gil Gray", area=people.hodge_hill)
    with clock.set_to(NOON):
        make.wait(task, gone, people.member)
        with make.writing():
            memberships.leave(make._here(people.hodge_hill), make._here(gone))
        make.release(task, people.organiser)
    assert [claim.person_id for claim in rows.all(Claim, state=ClaimState.OFFERED)] == [
        people.member.id
    ]
