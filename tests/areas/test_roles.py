"""Roles, which are given at the command line."""

from board.accounts import verbs
from board.activity.models import Activity
from board.areas import membership_actions as memberships
from board.notifications.models import Notification
from board.policy import Role
from tests.builders import Maker, People, Rows
from tests.pages import Browser


def test_a_new_organiser_may_start_campaigns_at_the_next_request(
    member: Browser, make: Maker, people: People
) -> None:
    assert member.get("/campaigns/new").status == 403
    with make.writing():
        memberships.give_role(people.hodge_hill, people.member, Role.ORGANISER, by=None)
    assert member.get("/campaigns/new").status == 200
    assert member.get("/areas/hodge-hill").offers("/areas/hodge-hill/desk")


def test_whoever_loses_a_role_loses_its_rights_at_the_next_request(
    organiser: Browser, make: Maker, people: People
) -> None:
    with make.writing():
        memberships.give_role(
            people.hodge_hill, people.organiser, Role.RESIDENT, by=None
        )
    assert organiser.get("/campaigns/new").status == 403


def test_a_role_is_written_into_the_log_and_told_to_the_person(
    make: Maker, rows: Rows, people: People
) -> None:
    with make.writing():
        memberships.give_role(people.hodge_hill, people.resident, Role.MEMBER, by=None)
    line = rows.all(Activity, verb=verbs.ROLE_GIVEN)[-1]
    assert line.facts == {"person": people.resident.id, "role": "member"}
    assert (
        rows.count(Notification, person_id=people.resident.id, activity_id=line.id) == 1
    )


def test_the_page_of_an_area_names_who_organises_there(
    visitor: Browser, people: People
) -> None:
    page = visitor.get("/areas/hodge-hill")
    assert page.says("Who organises here", "Olu Okafor")
    assert not page.says("Mo Malik")
    assert visitor.get("/areas/ward-end").says("Eli Evans")
