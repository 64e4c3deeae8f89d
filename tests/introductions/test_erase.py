"""Who deletes their account, or the address an introduction went to, is in none any
more; what goes on between two others does not end with the one in the middle."""

import pytest

from board.accounts.models import Person
from board.introductions import actions, queries
from board.introductions.models import Introduction, Look, Seat
from board.privacy import actions as privacy
from tests.builders import Maker, People, Rows
from tests.introductions.made import ask, look, opened, pass_on
from tests.one_to_ones.test_erase import assert_gone

PHONES = ("0121 496 0001", "0121 496 0002")
HEAD = "head@example.org"


def erase(make: Maker, person: Person) -> None:
    """They delete their account, as an organiser of an area that has another."""
    with make.writing():
        privacy.erase(person.id, last_one=True)


@pytest.mark.parametrize("who", ["resident", "member"])
def test_with_one_of_the_two_it_is_gone(
    who: str, make: Maker, people: People, rows: Rows
) -> None:
    made = opened(make, people)
    look(make, made, people.resident)
    look(make, made, people.member)
    erase(make, people.by_name[who])
    assert rows.count(Introduction) == rows.count(Look) == 0
    assert_gone(rows, *PHONES)


def test_without_the_one_in_the_middle_it_goes_on_once_it_was_passed_on(
    make: Maker, people: People, rows: Rows
) -> None:
    name = people.organiser.name
    going_on, waiting = opened(make, people), ask(make, people, people.member)
    look(make, going_on, people.resident)
    erase(make, people.organiser)
    assert [row.id for row in rows.all(Introduction)] == [going_on.id] != [waiting.id]
    with make.app.app_context():
        assert queries.contact(going_on.id, Seat.ASKER) == PHONES[0]
    assert_gone(rows, name)


def test_of_whoever_holds_the_link_nothing_is_left(
    make: Maker, people: People, rows: Rows
) -> None:
    made = ask(make, people)
    pass_on(make, made, people.organiser, email=HEAD)
    with make.writing():
        row = queries.by_link(made.id, queries.stamp(made))
        actions.agree(row, actions.Bearer(made.id), shares=HEAD)
        privacy.erase_address(HEAD)
    assert rows.count(Introduction) == 0
    assert_gone(rows, HEAD)
