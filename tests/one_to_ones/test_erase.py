"""Who deletes their account, or the address they left, is in no one-to-one any more;
what the other said in their own words stays theirs."""

from datetime import timedelta

import pytest

from board import clock
from board.accounts.models import Person
from board.one_to_ones import actions, follow_up_actions, queries
from board.one_to_ones.models import FollowUp, OneToOne, Opens, TalkPledge
from board.one_to_ones.totals import pledge
from board.policy import Role
from board.privacy import actions as privacy
from tests.builders import Maker, People, Rows
from tests.one_to_ones.talks import answer, talk
from tests.pages import Browser

SECRET = "Zugzwang"
SAID = {"cares_about": SECRET, "offers": SECRET, "next_step": SECRET}
OWN = "And a trailer."
EMAIL = "ann@example.org"


def erase(make: Maker, person: Person) -> None:
    """They delete their account."""
    with make.writing():
        privacy.erase(person.id)


def ring(make: Maker, people: People, of: OneToOne) -> None:
    """An organiser says that they ring whom it was with."""
    with make.writing():
        area, olu = make._here(people.hodge_hill), make._here(people.organiser)
        follow_up_actions.claim(area, olu, of.id)


def assert_gone(rows: Rows, *words: str) -> None:
    """None of these words stands in any table."""
    for table, found in rows.everything().items():
        for word in words:
            assert not any(word in row for row in found), f"{word} in {table}"


def test_of_whoever_wrote_it_nothing_is_left_and_the_answer_stays(
    make: Maker, people: People, rows: Rows, member: Browser, organiser: Browser
) -> None:
    name, email = people.resident.name, people.resident.email
    kept = talk(
        make, people.hodge_hill, people.resident, people.member, opens=Opens.ALL, **SAID
    )
    answer(make, kept, people.member, words=OWN, opens=Opens.ALL)
    unanswered = talk(make, people.hodge_hill, people.resident, name="Ann", **SAID)
    erase(make, people.resident)
    assert_gone(rows, SECRET, name, email)
    assert [row.id for row in rows.all(OneToOne)] == [kept.id] != [unanswered.id]
    page = member.get(f"/one-to-ones/{kept.id}")
    assert page.says("A former resident", OWN)
    assert organiser.get(f"/one-to-ones/{kept.id}").status == 404
    member.fill(f"/one-to-ones/{kept.id}", {"answer": "And a tent.", "opens": "all"})
    assert member.get(f"/one-to-ones/{kept.id}").says("And a tent.")


def test_of_whoever_it_was_with_nothing_is_left(
    make: Maker, people: People, rows: Rows, resident: Browser
) -> None:
    name, email = people.member.name, people.member.email
    made = talk(
        make,
        people.hodge_hill,
        people.resident,
        people.member,
        opens=Opens.CALLS,
        **SAID,
    )
    other = talk(make, people.hodge_hill, people.resident, name="Bev", offers="A van")
    answer(make, made, people.member, words="Mine alone", opens=Opens.CALLS)
    ring(make, people, made)
    erase(make, people.member)
    assert_gone(rows, SECRET, "Mine alone", name, email)
    assert rows.count(FollowUp) == 0
    assert resident.get(f"/one-to-ones/{made.id}").status == 404
    assert resident.get(f"/one-to-ones/{other.id}").says("A van"), "of somebody else"


def test_of_whoever_holds_the_link_nothing_is_left(
    make: Maker, people: People, rows: Rows
) -> None:
    said = {"name": "Ann Ash", "email": EMAIL, "opens": Opens.CALLS}
    made = talk(make, people.hodge_hill, people.resident, **said, **SAID)
    with make.writing():
        row = queries.by_link(made.id, queries.stamp(made))
        holder = actions.Bearer(made.id)
        actions.answer(row, holder, words="Mine alone", opens=Opens.CALLS)
    ring(make, people, made)
    with make.writing():
        privacy.erase_address(EMAIL)
    assert_gone(rows, SECRET, "Mine alone", "Ann Ash", EMAIL)
    assert rows.count(OneToOne) == rows.count(FollowUp) == 0


def test_what_one_pledged_and_whom_one_rings_go_along(
    make: Maker, people: People, rows: Rows
) -> None:
    campaign = make.campaign(people.organiser)
    made = talk(
        make, people.hodge_hill, people.resident, people.member, opens=Opens.CALLS
    )
    answer(make, made, people.member, opens=Opens.CALLS)
    caller = make.person("Ola", area=people.hodge_hill, role=Role.ORGANISER)
    with make.writing():
        here = make._here(campaign), make._here(caller)
        pledge(*here, one_to_ones=7, house_meetings=1)
        area = make._here(people.hodge_hill)
        follow_up_actions.claim(area, make._here(caller), made.id)
    erase(make, caller)
    assert rows.count(FollowUp) == rows.count(TalkPledge) == 0


@pytest.mark.parametrize("days", [6, 8])
def test_whom_one_rings_is_kept_for_a_week(
    days: int, make: Maker, people: People, rows: Rows
) -> None:
    made = talk(
        make, people.hodge_hill, people.resident, people.member, opens=Opens.CALLS
    )
    answer(make, made, people.member, opens=Opens.CALLS)
    ring(make, people, made)
    with clock.set_to(clock.now() + timedelta(days=days)):
        make.jobs()
        assert rows.count(FollowUp) == (1 if days < 7 else 0)


def test_a_link_ends_with_the_year(
    make: Maker, people: People, resident: Browser, visitor: Browser
) -> None:
    """Also before the job has run, and to the day."""
    made = talk(make, people.hodge_hill, people.resident, name="Ann", email=EMAIL)
    page = resident.get(f"/one-to-ones/{made.id}")
    at = next(link for link in page.links if "/one-to-ones/link/" in link)
    path = "/one-to-ones" + at.partition("/one-to-ones")[2]
    for days, status in ((364, 200), (366, 404)):
        with clock.set_to(clock.now() + timedelta(days=days)):
            assert visitor.get(path).status == status, days
