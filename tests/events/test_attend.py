"""Saying that one comes."""

import pytest

from board.activity.models import Activity
from board.events import verbs
from board.events.models import Attendance, AttendanceState, Event
from tests.builders import Maker, People, Rows
from tests.pages import Browser


@pytest.fixture
def event(make: Maker, people: People) -> Event:
    """A meeting with two places."""
    return make.event(people.hodge_hill, people.organiser, places=2)


def test_anybody_who_is_signed_in_takes_a_place_by_one_press(
    resident: Browser, rows: Rows, people: People, event: Event
) -> None:
    at = f"/events/{event.id}"
    page = resident.press(at, f"{at}/attend")
    assert (page.status, page.location) == (303, at)
    page = resident.follow(page)
    assert page.message == "You are on the list. You find it under My week."
    assert page.says("You are going.", "1 of 2 places taken")
    assert not page.offers(f"{at}/attend")
    assert resident.get("/me").says("Mine", event.title, "You are going.")
    (place,) = rows.all(Attendance)
    assert (place.person_id, place.state) == (people.resident.id, AttendanceState.GOING)
    (line,) = rows.all(Activity, verb=verbs.ATTENDED)
    assert (line.actor_id, line.part_id, line.facts) == (
        people.resident.id,
        place.id,
        {"waiting": False},
    )


def test_when_it_is_full_the_same_button_leads_to_the_waiting_list(
    resident: Browser,
    visitor: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    event: Event,
) -> None:
    make.attend(event, people.member, people.organiser, people.operator)
    at = f"/events/{event.id}"
    assert resident.get(at).says(
        "Join the waiting list",
        "All 2 places are taken",
        "1 person is on the waiting list",
    )
    card = resident.press(at, f"{at}/attend", htmx=True)
    assert card.status == 200
    assert "<html" not in card.text
    assert card.says(
        "You are on the waiting list. 1 person is before you.",
        "2 people are on the waiting list",
    )
    now = rows.get(Event, event.id)
    assert (now.going, now.waiting) == (2, 2)
    assert visitor.get(at).offers(f"/login?next={at}")


def test_with_no_limit_everybody_goes(
    make: Maker, rows: Rows, people: People, member: Browser
) -> None:
    event = make.event(people.hodge_hill, people.organiser)
    assert member.get(f"/events/{event.id}").says("Nobody has said yet that they come")
    make.attend(event, people.member, people.resident, people.elsewhere)
    assert member.get(f"/events/{event.id}").says("3 people are coming")
    assert rows.get(Event, event.id).waiting == 0


def test_pressing_twice_takes_one_place_and_coming_back_takes_it_up_again(
    member: Browser, make: Maker, rows: Rows, people: People, event: Event
) -> None:
    at = f"/events/{event.id}"
    form = member.get(at).form(f"{at}/attend").filled({})
    pages = [member.send_form(f"{at}/attend", form) for _ in range(2)]
    assert [page.status for page in pages] == [303, 409]
    assert pages[1].says("You are on the list already.", "1 of 2 places taken")
    make.withdraw(event, people.member)
    assert member.press(at, f"{at}/attend").status == 303
    assert rows.get(Event, event.id).going == rows.count(Attendance) == 1


def test_what_is_over_or_called_off_takes_nobody(
    member: Browser, make: Maker, rows: Rows, people: People, event: Event
) -> None:
    over = make.event(people.hodge_hill, people.organiser, days=-2)
    assert member.get(f"/events/{over.id}").says("Nobody said that they would come")
    member.token()
    make.cancel(event, people.organiser)
    for url, words in (
        (f"/events/{over.id}", "It is over."),
        (f"/events/{event.id}", "It was called off."),
    ):
        assert not member.get(url).offers(f"{url}/attend")
        page = member.post(f"{url}/attend")
        assert page.status == 409
        assert page.says(words)
    assert rows.count(Attendance) == 0


def test_a_visitor_reads_on_the_button_whether_there_is_room(
    visitor: Browser, make: Maker, people: People
) -> None:
    event = make.event(people.hodge_hill, people.organiser, places=1)
    at = f"/events/{event.id}"
    assert visitor.get(at).says("I’m coming")
    make.attend(event, people.member)
    page = visitor.get(at)
    assert page.says("Join the waiting list")
    assert not page.says("I’m coming")
