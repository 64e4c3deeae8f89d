"""Somebody is put in touch: both say yes for one purpose until a day, each look is
noted, either ends it, and then nobody sees how to reach anybody."""

import re
from datetime import timedelta

import pytest

from board import clock
from board.accounts.consent_actions import INTRODUCED, WORDINGS
from board.errors import NotAllowed
from board.introductions import actions, queries
from board.introductions.models import Introduction, Look, Seat
from board.jobs.run import run_all
from board.mail.models import Outbox
from tests.builders import Maker, People, Rows, in_days
from tests.introductions.made import agree, ask, look, opened, pass_on
from tests.pages import Browser

YES = {"adult": "y", "share": "phone", "phone": "0121 496 0001"}


def test_the_whole_way_with_accounts(
    resident: Browser, organiser: Browser, member: Browser, people: People, rows: Rows
) -> None:
    wish = "/introductions?who=Mo&purpose=The%20hall"
    page = resident.get(wish)
    assert (page.value("who"), page.value("purpose")) == ("Mo", "The hall")
    at = resident.fill(wish, {"until": in_days(9)}, action="/introductions").location
    assert organiser.get("/me").says("asks you to put them in touch: Mo")
    assert member.get(at).status == 404, "nobody asked them yet"
    organiser.fill(at, {"to": "member@example.org"}, action=at)
    assert member.get("/me").says("Rosa Reed would like to be put in touch with you.")
    assert member.get("/introductions").says("waiting for you")
    assert not organiser.get("/introductions").says("waiting for you")
    member.fill(at, YES, action=at)
    assert not member.get("/introductions").says("waiting for you")
    assert resident.get("/me").says("The other side said yes: Mo")
    assert not resident.get(at).says("0121 496 0001"), "before both say yes"
    resident.fill(at, YES | {"share": "email"}, action=at)
    seen = resident.get(at)
    assert seen.says("How to reach them", "Show me")
    assert not seen.says("0121 496 0001"), "before one looks"
    assert resident.post(at, {"do": "look"}).status == 303
    assert resident.get(at).says("0121 496 0001", "Who looked", "You")
    assert member.get(at).says("Who looked", "The other side")
    assert not organiser.get(at).says("0121 496 0001")
    member.post(at, {"do": "look"})
    assert member.get(at).says("resident@example.org")
    member.post(at, {"do": "end"})
    for browser in (resident, member):
        page = browser.get(at)
        assert page.says("It has ended.", "Who looked")
        assert not page.says("0121 496 0001")
    (row,) = rows.all(Introduction)
    assert (row.asker_shares, row.other_shares, row.email) == ("", "", "")


def test_the_other_side_needs_no_account(
    make: Maker, people: People, organiser: Browser, visitor: Browser, rows: Rows
) -> None:
    made = ask(make, people)
    at = f"/introductions/{made.id}"
    organiser.fill(at, {"to": "head@example.org"}, action=at)
    (mail,) = rows.all(Outbox, to="head@example.org")
    assert "hall" not in mail.text
    (link,) = re.findall(r"http://\S+(/introductions/link/\S+)", mail.text)
    assert visitor.get(link).says("Use the hall")
    assert visitor.fill(link, YES | {"adult": None}, action=link).status == 422
    assert visitor.fill(link, YES | {"share": "email"}, action=link).status == 303
    agree(make, made, people.resident, "0121 496 0002")
    assert visitor.post(link, {"do": "look"}).status == 303
    assert visitor.get(link).says("0121 496 0002")
    look(make, made, people.resident)
    with make.app.app_context():
        assert queries.contact(made.id, Seat.ASKER) == "head@example.org"


def test_without_being_18_there_is_no_yes(
    make: Maker, people: People, resident: Browser
) -> None:
    made = ask(make, people)
    at = f"/introductions/{made.id}"
    page = resident.fill(at, YES | {"adult": None}, action=at)
    assert page.errors == {"adult": "Tick this, or there is no introduction."}
    page = resident.fill(at, YES | {"phone": ""}, action=at)
    assert page.errors == {"phone": "Type the number they can ring."}
    assert page.says(str(WORDINGS[INTRODUCED].words))


def test_a_yes_is_noted_with_the_version_of_its_words(
    make: Maker, people: People, rows: Rows
) -> None:
    row = rows.get(Introduction, opened(make, people).id)
    version = WORDINGS[INTRODUCED].version
    assert (row.asker_wording, row.other_wording) == (version, version)


@pytest.mark.parametrize("who", ["organiser", "member"])
def test_a_no_ends_it_and_does_not_say_whose_it_was(
    who: str,
    make: Maker,
    people: People,
    browsers: dict[str, Browser],
    resident: Browser,
) -> None:
    made = ask(make, people)
    if who == "member":
        pass_on(make, made, people.organiser, other_id=people.member.id)
    at = f"/introductions/{made.id}"
    assert browsers[who].post(at, {"do": "decline"}).status == 303
    page = resident.get(at)
    assert page.says("It has ended.")
    assert resident.get("/me").says("An introduction did not come about:")
    late = resident.fill(at, {}, action=at) if page.offers(at) else None
    assert late is None


def test_after_its_day_how_to_reach_people_is_gone(
    make: Maker, people: People, rows: Rows
) -> None:
    made = opened(make, people)
    look(make, made, people.resident)
    later = clock.now() + timedelta(days=15)
    with clock.set_to(later), make.app.app_context():
        assert queries.contact(made.id, Seat.ASKER) == "", "before the job has run"
        run_all(names=["introductions"])
        row = rows.get(Introduction, made.id)
        assert (row.asker_shares, row.other_shares) == ("", "")
        assert len(queries.looks(made.id)) == 1
    with clock.set_to(later + timedelta(days=30)), make.app.app_context():
        run_all(names=["introductions"])
    assert rows.count(Introduction) == rows.count(Look) == 0


def test_a_look_lasts_a_quarter_of_an_hour(make: Maker, people: People) -> None:
    made = opened(make, people)
    look(make, made, people.resident)
    with make.app.app_context():
        assert queries.contact(made.id, Seat.ASKER) == "0121 496 0001"
        assert queries.contact(made.id, Seat.OTHER) == "", "they did not look"
        with clock.set_to(clock.now() + queries.SHOWN_FOR):
            assert queries.contact(made.id, Seat.ASKER) == ""


def test_a_link_is_of_one_introduction_alone(make: Maker, people: People) -> None:
    one, other = ask(make, people), ask(make, people)
    with make.writing():
        row = queries.one(one.id, make._here(people.resident))
        with pytest.raises(NotAllowed):
            actions.end(row, actions.Bearer(other.id))


def test_a_neighbour_who_organises_nowhere_can_be_named_as_the_one_in_the_middle(
    people: People, organiser: Browser
) -> None:
    page = organiser.get(f"/introductions?who=&middle={people.member.id}")
    assert page.says("Mo Malik")
