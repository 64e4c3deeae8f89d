"""Who becomes a member: anybody at once, or whoever an organiser lets in."""

from board.activity.models import Activity
from board.areas import membership_actions as memberships
from board.areas import verbs
from board.areas.models import Area
from board.policy import Role
from tests.areas.test_join import role
from tests.builders import Maker, People, Rows
from tests.pages import Browser

HERE = "/areas/hodge-hill"


def test_somebody_is_made_a_member_and_hears_of_it(
    make: Maker, rows: Rows, people: People
) -> None:
    with make.writing():
        memberships.admit(people.hodge_hill, people.elsewhere, by=people.organiser)
    assert role(rows, people.elsewhere.id, people.hodge_hill.id) == Role.MEMBER
    assert rows.heard(people.elsewhere) == [verbs.ADMITTED]
    (line,) = rows.all(Activity, verb=verbs.ADMITTED)
    assert (line.actor_id, line.facts) == (
        people.organiser.id,
        {"person": people.elsewhere.id},
    )


def test_who_belongs_already_stays_what_they_are(
    make: Maker, rows: Rows, people: People
) -> None:
    before = rows.everything()
    with make.writing():
        assert not memberships.admit(people.hodge_hill, people.member, by=None)
        assert not memberships.admit(people.hodge_hill, people.organiser, by=None)
    assert rows.everything() == before


def test_an_organiser_says_who_becomes_a_member(
    organiser: Browser, rows: Rows, people: People
) -> None:
    assert not rows.get(Area, people.hodge_hill.id).joins_at_once
    page = organiser.fill(f"{HERE}/joining", {"joining": "at_once"})
    assert (page.status, page.location) == (303, HERE)
    assert rows.get(Area, people.hodge_hill.id).joins_at_once
    organiser.fill(f"{HERE}/joining", {"joining": "at_once"})
    assert rows.count(Activity, verb=verbs.JOINING_SET) == 1
