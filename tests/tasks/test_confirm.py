"""A second person says that a part is done, where a task asks for that."""

import pytest

from board.tasks import verbs
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.models import Task
from tests.builders import Maker, People, Rows
from tests.pages import Browser


@pytest.fixture
def task(make: Maker, people: People) -> Task:
    """A task that asks for a second look, and whose part the member has done."""
    task = make.task(
        make.campaign(people.organiser), people.organiser, places=3, confirm=True
    )
    make.claim(task, people.member, people.operator)
    make.complete(task, people.member)
    return task


def test_an_organiser_or_somebody_else_on_it_confirms_a_part_once(
    member: Browser,
    organiser: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    task: Task,
) -> None:
    at = f"/tasks/{task.id}"
    assert member.get(at).says("A second person will confirm it.")
    assert organiser.get(at).says("Mo Malik says that their part is done.")
    page = organiser.press(at, f"{at}/confirm")
    assert organiser.follow(page).message == "Confirmed. Thank you for looking."
    claim = rows.get(Claim, 1)
    assert (claim.state, claim.confirmed_by_id) == (
        ClaimState.CONFIRMED,
        people.organiser.id,
    )
    assert (rows.get(Task, task.id).taken, rows.get(Task, task.id).done) == (2, 1)
    assert member.get(at).says("A second person has confirmed it.")
    assert verbs.CONFIRMED in rows.heard(people.member)
    page = organiser.post(f"{at}/confirm", {"claim": 1})
    assert (page.status, page.message) == (
        409,
        "There is nothing to confirm here any more.",
    )


def test_nobody_confirms_their_own_part_nor_one_of_which_nobody_asks_it(
    member: Browser,
    organiser: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    task: Task,
) -> None:
    at = f"/tasks/{task.id}"
    assert not member.get(at).offers(f"{at}/confirm")
    page = member.post(f"{at}/confirm", {"claim": 1})
    assert (page.status, page.message) == (409, "Somebody else confirms what you did.")
    other = make.person(area=people.hodge_hill)  # not on the task
    plain = make.task(make.campaign(people.organiser), people.organiser)
    make.claim(plain, other)
    make.complete(plain, other)
    for number in ("3", "1", "2", "0", "x", "99999999999"):
        assert (
            organiser.post(f"/tasks/{plain.id}/confirm", {"claim": number}).status
            == 409
        )
    assert rows.get(Claim, 1).state == ClaimState.DONE
