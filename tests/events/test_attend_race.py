"""Many people press at the same instant, on two server processes, on both databases."""

from collections import Counter

import pytest

from board.activity.models import Activity
from board.events import verbs
from board.events.models import Attendance, AttendanceState, Event
from board.notifications.models import Notification
from tests.builders import Maker, People, Rows
from tests.conftest import Server
from tests.live.listening import Stream
from tests.pages import Browser, at_once
from tests.trials import Figure

pytestmark = pytest.mark.trial


def check_counts(rows: Rows, event: Event) -> Event:
    """What an event says of its list is what the list says, and nobody waits while a
    place is free."""
    now = rows.get(Event, event.id)
    going, waiting = (
        rows.count(Attendance, event_id=event.id, state=s)
        for s in (AttendanceState.GOING, AttendanceState.WAITING)
    )
    assert (now.going, now.waiting) == (going, waiting)
    assert now.places is not None
    assert going == min(now.places, going + waiting)
    return now


def test_places_and_the_line_are_right_however_people_press(
    server: Server, make: Maker, rows: Rows, people: People, figure: Figure
) -> None:
    members = [make.person(f"Member {n}") for n in range(10)]
    crowd = [server.browser(person) for person in members]
    at_once(crowd, lambda browser: browser.token())
    for places in (1, 4):
        event = make.event(people.hodge_hill, people.organiser, places=places)
        at = f"/events/{event.id}"
        pages = at_once(crowd * 2, lambda browser, at=at: browser.post(f"{at}/attend"))
        assert Counter(page.status for page in pages) == {303: 10, 409: 10}
        assert check_counts(rows, event).waiting == 10 - places
        line = sorted(
            rows.all(Attendance, event_id=event.id), key=lambda row: (row.since, row.id)
        )
        assert [row.state for row in line] == [AttendanceState.GOING] * places + [
            AttendanceState.WAITING
        ] * (10 - places)

        def storm(browser: Browser, at: str = at) -> list[int]:
            verbs = (
                ["withdraw"]
                if crowd.index(browser) % 2
                else ["withdraw", "attend", "withdraw", "attend"]
            )
            return [browser.post(f"{at}/{verb}").status for verb in verbs]

        assert {status for seen in at_once(crowd, storm) for status in seen} == {303}
        now = check_counts(rows, event)
        assert now.going + now.waiting == 5
        given = rows.all(Activity, verb=verbs.PLACE_GIVEN, subject_id=event.id)
        assert [rows.count(Notification, activity_id=line.id) for line in given] == [
            1
        ] * len(given)
    figure("races for an event’s last places", 4)


def test_places_go_in_the_order_of_the_line(
    server: Server, make: Maker, rows: Rows, people: People, figure: Figure
) -> None:
    event = make.event(people.hodge_hill, people.organiser, places=3)
    members = [make.person(f"Member {n}") for n in range(9)]
    make.attend(event, *members)
    stream = Stream(server.port, f"event-{event.id}")
    leaving = [server.browser(person) for person in members[:3]]
    at_once(leaving, lambda browser: browser.token())
    pages = at_once(
        leaving, lambda browser: browser.post(f"/events/{event.id}/withdraw")
    )
    assert [page.status for page in pages] == [303] * 3
    check_counts(rows, event)
    shown = stream.until(f"event-{event.id}").data
    assert "All 3 places are taken" in shown, "everybody who looks at it sees it change"
    going = {
        row.person_id
        for row in rows.all(Attendance, event_id=event.id, state=AttendanceState.GOING)
    }
    assert going == {person.id for person in members[3:6]}
    figure("races for an event’s last places", 1)
