"""Taking the place one is offered, letting it go, or being too late for it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from board import clock
from board.activity.models import Activity
from board.tasks import verbs
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.models import Task
from tests.builders import Maker, People, Rows
from tests.conftest import on_sqlite
from tests.pages import Browser

NOON = clock.now().replace(microsecond=0)


@pytest.fixture
def task(make: Maker, people: People) -> Task:
    """A task whose one place is offered to the member; the operator is next in line."""
    with clock.set_to(NOON):
        task = make.task(make.campaign(people.organiser), people.organiser, places=1)
        make.claim(task, people.organiser)
        make.wait(task, people.member, people.operator)
        make.release(task, people.organiser)
    return task


def states(rows: Rows, people: People) -> dict[str, str]:
    """Where the last claim of each person stands."""
    names = {person.id: name for name, person in people.by_name.items()}
    return {names[claim.person_id or 0]: claim.state for claim in rows.all(Claim)}


def test_one_press_takes_it(
    member: Browser, rows: Rows, people: People, task: Task
) -> None:
    at = f"/tasks/{task.id}"
    with clock.set_to(NOON + timedelta(hours=23)):
        page = member.press(at, f"{at}/accept")
        assert (page.status, page.location) == (303, at)
        assert member.follow(page).says("You have a place.", "The one place is taken")
        assert member.post(f"{at}/accept").status == 409
    assert states(rows, people) == {
        "organiser": ClaimState.RELEASED,
        "member": ClaimState.HELD,
        "operator": ClaimState.WAITING,
    }
    assert rows.count(Activity, verb=verbs.ACCEPTED, actor_id=people.member.id) == 1
    assert verbs.ACCEPTED in rows.heard(people.organiser)


def test_nobody_else_takes_it(
    operator: Browser, organiser: Browser, rows: Rows, task: Task
) -> None:
    before = rows.everything()
    with clock.set_to(NOON):
        for browser in (operator, organiser):
            page = browser.post(f"/tasks/{task.id}/accept", htmx=True)
            assert (page.status, page.message) == (
                409,
                "No place is offered to you here just now.",
            )
        assert organiser.post(f"/tasks/{task.id}/claim").status == 409
    assert rows.everything() == before


def test_let_go_it_is_offered_to_the_next(
    member: Browser, rows: Rows, people: People, task: Task
) -> None:
    at = f"/tasks/{task.id}"
    with clock.set_to(NOON):
        assert member.press(at, f"{at}/release").status == 303
    assert states(rows, people) == {
        "organiser": ClaimState.RELEASED,
        "member": ClaimState.RELEASED,
        "operator": ClaimState.OFFERED,
    }
    now = rows.get(Task, task.id)
    assert (now.taken, now.waiting) == (1, 0)
    assert rows.count(Activity, verb=verbs.REFUSED) == 1


def test_after_its_time_it_goes_to_the_next_and_then_back_to_the_list(
    browser: Callable[..., Browser],
    visitor: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    task: Task,
) -> None:
    at = f"/tasks/{task.id}"
    with clock.set_to(NOON + timedelta(hours=25)):
        member = browser(people.member)
        page = member.post(f"{at}/accept")
        assert (page.status, page.message) == (
            409,
            "The time to take it is over, so it goes to the next on the waiting list.",
        )
        assert make.jobs()["offers"] == 1
        assert make.jobs()["offers"] == 0
        assert states(rows, people)["member"] == ClaimState.LAPSED
        assert states(rows, people)["operator"] == ClaimState.OFFERED
        assert member.get("/notifications").says("We did not hear from you in time")
    with clock.set_to(NOON + timedelta(days=9)):  # the jobs did not run for a week
        make.jobs()
    assert states(rows, people)["operator"] == ClaimState.LAPSED
    now = rows.get(Task, task.id)
    assert (now.taken, now.waiting) == (0, 0)
    member = browser(people.member)
    assert visitor.get(at).says("0 of 1 place taken")
    assert member.get(at).says("Mo Malik did not answer in time, so the place went on")
    assert member.press(at, f"{at}/claim").status == 303
    assert rows.count(Activity, verb=verbs.LAPSED) == 2


@on_sqlite
@pytest.mark.parametrize(
    ("before", "stands"),
    [
        (timedelta(days=3), timedelta(hours=24)),
        (timedelta(hours=5), timedelta(hours=5)),
        (timedelta(minutes=20), timedelta(hours=1)),
    ],
)
def test_an_offer_stands_a_day_or_until_the_start_but_never_less_than_an_hour(
    make: Maker, rows: Rows, people: People, before: timedelta, stands: timedelta
) -> None:
    start = NOON + timedelta(days=9)
    with clock.set_to(NOON):
        campaign = make.campaign(people.organiser)
        shift = make.task(
            campaign,
            people.organiser,
            places=1,
            starts_at=start,
            ends_at=start + timedelta(hours=2),
        )
        make.claim(shift, people.organiser)
        make.wait(shift, people.member)
    with clock.set_to(start - before):
        make.release(shift, people.organiser)
    (offer,) = rows.all(Claim, state=ClaimState.OFFERED)
    assert offer.until == start - before + stands


@on_sqlite
def test_once_a_shift_has_begun_nobody_is_offered_anything(
    make: Maker, rows: Rows, people: People
) -> None:
    with clock.set_to(NOON):
        campaign, end = make.campaign(people.organiser), NOON + timedelta(hours=3)
        shift = make.task(
            campaign,
            people.organiser,
            places=1,
            starts_at=NOON + timedelta(hours=1),
            ends_at=end,
        )
        make.claim(shift, people.organiser)
        make.wait(shift, people.member)
    with clock.set_to(NOON + timedelta(hours=2)):
        make.release(shift, people.organiser)
        assert rows.get(Task, shift.id).taken == 0
        assert rows.count(Claim, state=ClaimState.OFFERED) == 0
