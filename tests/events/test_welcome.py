"""A meeting in somebody's home: the host or an organiser says who comes, and only those
read the address."""

from collections.abc import Callable

import pytest
from flask import Flask

from board.events import verbs
from board.events.models import Attendance, AttendanceState, Event, Kind
from board.live.regions import Key, frame
from board.mail.models import Outbox
from board.policy import Audience
from tests.builders import Maker, People, Rows
from tests.conftest import on_sqlite
from tests.pages import Browser

ADDRESS = "14 Larch House"


@pytest.fixture
def home(make: Maker, people: People) -> Event:
    """A house meeting with two places."""
    return make.event(
        people.hodge_hill,
        people.organiser,
        kind=Kind.HOUSE_MEETING,
        address=ADDRESS,
        places=2,
    )


def states(rows: Rows) -> dict[int | None, str]:
    """What became of each person's wish to come."""
    return {line.person_id: line.state for line in rows.all(Attendance)}


def test_one_press_by_a_stranger_opens_no_address(
    elsewhere: Browser, rows: Rows, people: People, home: Event
) -> None:
    at = f"/events/{home.id}"
    assert elsewhere.get(at).says("Ask to come")
    page = elsewhere.follow(elsewhere.press(at, f"{at}/attend"))
    assert page.message.startswith("You have asked to come.")
    assert page.says("You have asked to come.", "0 of 2 places taken")
    assert not page.says(ADDRESS)
    assert elsewhere.get("/me").says("You have asked to come.")
    assert states(rows) == {people.elsewhere.id: AttendanceState.ASKED}
    assert rows.heard(people.organiser) == [verbs.ASKED]


def test_yes_to_all_who_are_ticked_by_one_press(
    organiser: Browser,
    browsers: dict[str, Browser],
    make: Maker,
    rows: Rows,
    people: People,
    home: Event,
) -> None:
    at = f"/events/{home.id}"
    make.attend(home, people.elsewhere, people.resident, people.member)
    assert organiser.get(at).says("3 people ask to come")
    page = organiser.get(f"{at}/guests")
    assert page.says("Eli Evans", "not a member here yet", "Mo Malik")
    ids = [str(people.by_name[name].id) for name in ("elsewhere", "resident", "member")]
    organiser.post(f"{at}/guests", {"person": ids})
    assert states(rows) == {
        people.elsewhere.id: AttendanceState.GOING,
        people.resident.id: AttendanceState.GOING,
        people.member.id: AttendanceState.WAITING,
    }
    reads = {name for name in browsers if browsers[name].get(at).says(ADDRESS)}
    assert reads == {"elsewhere", "resident", "organiser", "operator"}
    assert rows.heard(people.resident)[-1] == verbs.WELCOMED
    mails = [mail for mail in rows.all(Outbox) if mail.to == people.resident.email]
    assert "You are welcome." in mails[0].text
    assert not [mail for mail in rows.all(Outbox) if ADDRESS in mail.text]


def test_not_this_time_is_told_and_frees_the_place(
    organiser: Browser,
    elsewhere: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    home: Event,
) -> None:
    guests = (people.elsewhere, people.resident, people.member)
    make.attend(home, *guests)
    make.welcome(home, people.organiser, *guests)
    at = f"/events/{home.id}"
    organiser.post(f"{at}/guests", {"no": str(people.elsewhere.id)})
    assert states(rows) == {
        people.elsewhere.id: AttendanceState.WITHDRAWN,
        people.resident.id: AttendanceState.GOING,
        people.member.id: AttendanceState.GOING,
    }
    assert not elsewhere.get(at).says(ADDRESS)
    assert rows.heard(people.elsewhere)[-1] == verbs.DECLINED


def test_the_host_says_who_comes_and_hears_who_asks(
    organiser: Browser,
    resident: Browser,
    browser: Callable[..., Browser],
    make: Maker,
    rows: Rows,
    people: People,
    home: Event,
) -> None:
    at = f"/events/{home.id}"
    make.attend(home, people.resident)
    assert resident.get(f"{at}/guests").status == 403
    make.welcome(home, people.organiser, people.resident)
    organiser.post(f"{at}/guests", {"host": str(people.resident.id)})
    make.attend(home, people.elsewhere)
    assert rows.heard(people.resident)[-2:] == [verbs.HOST_SET, verbs.ASKED]
    page = resident.get(f"{at}/guests")
    assert page.says("Eli Evans", "the host")
    assert not page.says("Is the host")
    resident.post(f"{at}/guests", {"yes": str(people.elsewhere.id)})
    assert states(rows)[people.elsewhere.id] == AttendanceState.GOING
    host = str(people.elsewhere.id)
    assert resident.post(f"{at}/guests", {"host": host}).status == 403


def test_who_asks_is_for_the_host_and_organisers_alone(
    app: Flask,
    browsers: dict[str, Browser],
    make: Maker,
    people: People,
    home: Event,
) -> None:
    make.attend(home, people.elsewhere)
    at = f"/events/{home.id}"
    seen = {name: browsers[name].get(f"{at}/guests").status for name in browsers}
    assert seen == {
        "visitor": 303,
        "resident": 403,
        "member": 403,
        "organiser": 200,
        "operator": 200,
        "elsewhere": 403,
    }
    for audience in Audience:
        shown = frame(app, Key(f"event-{home.id}", audience)).decode()
        assert "Eli Evans" not in shown
        assert ADDRESS not in shown


@on_sqlite
def test_a_meeting_that_moves_into_a_home_asks_everybody_anew_and_out_of_it_nobody(
    organiser: Browser,
    member: Browser,
    make: Maker,
    rows: Rows,
    people: People,
) -> None:
    event = make.event(people.hodge_hill, people.organiser, places=1)
    make.attend(event, people.member, people.resident)
    at = f"/events/{event.id}"
    home = {"kind": "house_meeting", "address": ADDRESS}
    assert organiser.fill(f"{at}/edit", home).status == 303
    assert set(states(rows).values()) == {AttendanceState.ASKED}
    assert not member.get(at).says(ADDRESS)
    assert organiser.fill(f"{at}/edit", {"kind": "meeting"}).status == 303
    assert states(rows) == {
        people.member.id: AttendanceState.GOING,
        people.resident.id: AttendanceState.WAITING,
    }
    now = rows.get(Event, event.id)
    assert (now.going, now.waiting) == (1, 1)


@on_sqlite
def test_a_wish_to_come_is_taken_back(
    member: Browser, make: Maker, rows: Rows, people: People, home: Event
) -> None:
    make.attend(home, people.member)
    at = f"/events/{home.id}"
    member.press(at, f"{at}/withdraw")
    assert states(rows) == {people.member.id: AttendanceState.WITHDRAWN}
    assert not rows.get(Event, home.id).going
