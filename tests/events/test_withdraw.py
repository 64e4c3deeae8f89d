"""Not coming after all: the place goes to the first in line."""

import pytest

from board.activity.models import Activity
from board.events import verbs
from board.events.models import Attendance, AttendanceState, Event
from board.mail.models import Outbox
from tests.builders import Maker, People, Rows
from tests.pages import Browser


@pytest.fixture
def event(make: Maker, people: People) -> Event:
    """A meeting with one place, which the member has; the resident and then one from
    elsewhere wait for it."""
    event = make.event(
        people.hodge_hill, people.organiser, places=1, address="14 Larch House"
    )
    make.attend(event, people.member, people.resident, people.elsewhere)
    return event


def standings(rows: Rows) -> dict[int | None, str]:
    """How everybody stands, by person."""
    return {row.person_id: row.state for row in rows.all(Attendance)}


def test_the_first_in_line_gets_the_place_at_once_and_is_told(
    member: Browser, resident: Browser, rows: Rows, people: People, event: Event
) -> None:
    at = f"/events/{event.id}"
    page = member.follow(member.press(at, f"{at}/withdraw"))
    assert page.message == "You are off the list. Thank you for saying so in time."
    assert standings(rows) == {
        people.member.id: AttendanceState.WITHDRAWN,
        people.resident.id: AttendanceState.GOING,
        people.elsewhere.id: AttendanceState.WAITING,
    }
    now = rows.get(Event, event.id)
    assert (now.going, now.waiting) == (1, 1)
    assert rows.heard(people.resident).count(verbs.PLACE_GIVEN) == 1
    assert verbs.PLACE_GIVEN not in rows.heard(people.elsewhere) + rows.heard(
        people.member
    )
    assert resident.get("/notifications").says(
        "A place is yours now:", event.title, "You are on its list."
    )
    (mail,) = rows.all(Outbox)
    assert (mail.to, mail.subject) == ("resident@example.org", event.title)
    assert "A place is yours now." in mail.text
    assert f"/events/{event.id}" in mail.text
    assert "14 Larch House" not in mail.text + mail.html
    (line,) = rows.all(Activity, verb=verbs.PLACE_GIVEN)
    assert line.actor_id is None


def test_who_waits_leaves_the_line_and_the_others_move_up(
    elsewhere: Browser, make: Maker, rows: Rows, people: People, event: Event
) -> None:
    make.withdraw(event, people.resident)
    assert elsewhere.get(f"/events/{event.id}").says("Nobody is before you.")
    assert rows.count(Outbox) == 0
    make.withdraw(event, people.member, people.elsewhere)
    now = rows.get(Event, event.id)
    assert (now.going, now.waiting) == (0, 0)
    make.attend(event, people.resident)
    assert rows.get(Event, event.id).going == 1


def test_who_is_on_no_list_has_nothing_to_give_back(
    organiser: Browser, member: Browser, make: Maker, people: People, event: Event
) -> None:
    page = organiser.post(f"/events/{event.id}/withdraw")
    assert page.status == 409
    assert page.says("You are not on the list.")
    make.cancel(event, people.organiser)
    page = member.post(f"/events/{event.id}/withdraw", htmx=True)
    assert page.status == 409
    assert page.says("It was called off.")
