"""A task in several parts, each with places and a line of its own."""

import pytest

from board.tasks.claim_models import Claim, ClaimState
from board.tasks.models import Task, TaskRole
from tests.builders import Maker, People, Rows
from tests.pages import Browser
from tests.tasks.test_plan import OPEN, plan


@pytest.fixture
def task(make: Maker, people: People) -> Task:
    """One drives, two cook."""
    return make.task(
        make.campaign(people.organiser),
        people.organiser,
        roles=[("Driver", 1), ("Cook", 2)],
    )


def test_an_organiser_plans_parts_one_a_line(
    organiser: Browser, visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    number = plan(
        organiser,
        make.campaign(people.organiser).id,
        **OPEN,
        roles="Driver: 1\n\n Cook : 2 \nGreeter",
    )
    assert [(role.name, role.places) for role in rows.all(TaskRole)] == [
        ("Driver", 1),
        ("Cook", 2),
        ("Greeter", 1),
    ]
    assert rows.get(Task, number).places == 4
    assert visitor.get(f"/tasks/{number}").says(
        "Cook: 0 of 2 places taken", "0 of 4 places taken"
    )


def test_a_claim_names_its_part_and_each_part_has_its_own_places_and_line(
    member: Browser,
    operator: Browser,
    visitor: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    task: Task,
) -> None:
    at = f"/tasks/{task.id}"
    assert member.get("/tasks").says("See its parts and take one")
    page = member.post(f"{at}/claim")
    assert (page.status, page.message) == (
        422,
        "Pick what you would do: this task has several parts.",
    )
    assert member.post(f"{at}/claim", {"role": "Juggler"}).status == 422
    assert member.post(f"{at}/claim", {"role": "Driver"}).status == 303
    assert member.get(at).says("You have a place: Driver.")
    assert operator.get(at).says("I’ll do it: Cook", "Join the waiting list: Driver")
    page = operator.post(f"{at}/claim", {"role": "Driver"})
    assert page.status == 409
    assert (
        operator.post(f"{at}/wait", {"role": "Cook"}).message
        == "There is a free place: you can take it at once."
    )
    assert operator.post(f"{at}/wait", {"role": "Driver"}).status == 303
    make.claim(task, people.organiser, role="Cook")
    make.release(task, people.organiser)  # nobody waits to cook
    assert visitor.get(at).says(
        "Driver: 1 of 1 place taken, 1 person is on the waiting list",
        "Cook: 0 of 2 places taken",
    )
    make.release(task, people.member)
    assert [claim.person_id for claim in rows.all(Claim, state=ClaimState.OFFERED)] == [
        people.operator.id
    ]
    assert [role.taken for role in rows.all(TaskRole)] == [1, 0]
    make.accept(task, people.operator)
    assert member.get(at).says("Pat Price (Driver) has a place")
