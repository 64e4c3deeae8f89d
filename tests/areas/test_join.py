"""Becoming a member of an area."""

import pytest

from board.activity.models import Activity, Follow
from board.areas import verbs
from board.areas.actions import set_joining
from board.areas.models import Membership
from board.policy import Role
from tests.builders import Maker, People, Rows
from tests.pages import Browser

HERE = "/areas/hodge-hill"


@pytest.fixture(autouse=True)
def at_once(make: Maker, people: People) -> None:
    """Anybody joins here at once."""
    with make.writing():
        set_joining(people.hodge_hill, make._here(people.organiser), at_once=True)


def role(rows: Rows, person_id: int, area_id: int) -> str | None:
    """What somebody is in an area."""
    return next(
        (
            row.role
            for row in rows.all(Membership, person_id=person_id, area_id=area_id)
        ),
        None,
    )


def test_a_resident_becomes_a_member_by_one_press(
    resident: Browser, rows: Rows, people: People
) -> None:
    page = resident.press(HERE, f"{HERE}/join")
    assert (page.status, page.location) == (303, HERE)
    page = resident.follow(page)
    assert page.message == "You are a member in Hodge Hill now."
    assert page.says("You are a member here.")
    assert role(rows, people.resident.id, people.hodge_hill.id) == Role.MEMBER
    (line,) = rows.all(Activity, verb=verbs.JOINED)
    assert (line.actor_id, line.area_id) == (people.resident.id, people.hodge_hill.id)
    assert (
        rows.count(
            Follow, person_id=people.resident.id, topic=f"area-{people.hodge_hill.id}"
        )
        == 1
    )


def test_somebody_from_elsewhere_may_join_too(
    elsewhere: Browser, rows: Rows, people: People
) -> None:
    assert elsewhere.press(HERE, f"{HERE}/join").status == 303
    assert role(rows, people.elsewhere.id, people.hodge_hill.id) == Role.MEMBER
    assert role(rows, people.elsewhere.id, people.ward_end.id) == Role.ORGANISER


def test_joining_again_changes_nothing(
    member: Browser, organiser: Browser, rows: Rows, people: People
) -> None:
    before = rows.everything()
    assert member.post(f"{HERE}/join").status == 303
    assert organiser.post(f"{HERE}/join").status == 303
    assert rows.everything() == before
    assert role(rows, people.organiser.id, people.hodge_hill.id) == Role.ORGANISER


def test_a_member_sees_no_button_to_join(
    member: Browser, visitor: Browser, people: People
) -> None:
    assert not member.get(HERE).offers(f"{HERE}/join")
    page = visitor.follow(visitor.get(f"{HERE}/join"))
    assert page.h1 == "Sign in"


def test_who_is_on_a_task_shows_as_soon_as_one_has_joined(
    resident: Browser, make: Maker, people: People
) -> None:
    task = make.task(make.campaign(people.organiser), people.organiser)
    make.claim(task, people.member)
    assert not resident.get(f"/tasks/{task.id}").says("Mo Malik")
    resident.post(f"{HERE}/join")
    assert resident.get(f"/tasks/{task.id}").says("Mo Malik")
