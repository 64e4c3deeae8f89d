"""Calendars: what a program reads in them, and that a person's own is theirs alone."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from board.events.models import CalendarAddress, Event, Kind
from tests.builders import Maker, People, Rows, at_six, in_days
from tests.conftest import on_sqlite
from tests.pages import Browser

ADDRESS = "14 Larch House, second bell"


def entries(browser: Browser, url: str) -> dict[str, dict[str, Any]]:
    """What stands in a calendar, by uid."""
    page = browser.get(url)
    assert page.status == 200, page
    assert page.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "\r\n" in page.text
    whole = Calendar.from_ical(page.text)
    found = {}
    for entry in whole.walk("VEVENT"):
        said = {
            name: entry.get(name)
            for name in (
                "summary",
                "location",
                "description",
                "status",
                "sequence",
                "url",
            )
        }
        times = {
            name: entry[name].dt
            for name in ("dtstart", "dtend", "dtstamp", "last-modified")
        }
        found[str(entry["uid"])] = said | times
    return found


@pytest.fixture
def event(make: Maker, people: People) -> Event:
    """A house meeting with an address."""
    said = {
        "title": "Tea; damp, and\nwhat next",
        "address": ADDRESS,
        "kind": Kind.HOUSE_MEETING,
    }
    return make.event(people.hodge_hill, people.organiser, **said)


def test_an_event_says_when_and_where_with_a_uid_that_stays(
    visitor: Browser, organiser: Browser, make: Maker, people: People, event: Event
) -> None:
    uid = f"event-{event.id}@127.0.0.1"
    before = entries(visitor, f"/events/{event.id}.ics")[uid]
    assert before["dtstart"] == event.starts_at
    assert before["dtend"] == event.ends_at
    assert before["summary"] == "Tea; damp, and\nwhat next"
    assert before["location"] == "Cotterills Lane, Hodge Hill"
    assert before["url"] == f"http://127.0.0.1:8000/events/{event.id}"
    assert (before["status"], before["sequence"]) == ("CONFIRMED", 1)
    organiser.fill(f"/events/{event.id}/edit", {"title": "Tea", "place": "Elsewhere"})
    make.cancel(event, people.organiser)
    for url in (f"/events/{event.id}.ics", "/events.ics", "/areas/hodge-hill.ics"):
        after = entries(visitor, url)[uid]
        assert (after["status"], after["sequence"]) == ("CANCELLED", 3)
        assert after["summary"] == "Called off: Tea"
        assert "The hall is flooded." in str(after["description"])
        assert after["last-modified"] >= before["last-modified"]


@on_sqlite
def test_the_list_as_a_calendar_has_the_same_filters(
    visitor: Browser, make: Maker, people: People, event: Event
) -> None:
    there = make.event(people.ward_end, people.elsewhere, kind=Kind.TRAINING, days=20)
    past = make.event(people.hodge_hill, people.organiser, days=-3)
    for query, expected in {
        "": {event.id, there.id, past.id},
        "?area=ward-end": {there.id},
        "?kind=house_meeting": {event.id},
        "?when=week": {event.id},
        "?when=past": {past.id},
    }.items():
        found = entries(visitor, f"/events.ics{query}")
        assert {
            int(uid.split("@")[0].removeprefix("event-")) for uid in found
        } == expected, query


def test_an_area_has_its_events_and_shifts(
    visitor: Browser, make: Maker, people: People, event: Event
) -> None:
    campaign = make.campaign(people.organiser)
    shift = make.task(
        campaign,
        people.organiser,
        starts_at=at_six(),
        ends_at=at_six() + timedelta(hours=2),
    )
    make.task(campaign, people.organiser, due_on=in_days(3))
    found = entries(visitor, "/areas/hodge-hill.ics")
    assert set(found) == {f"event-{event.id}@127.0.0.1", f"task-{shift.id}@127.0.0.1"}
    assert found[f"task-{shift.id}@127.0.0.1"]["dtstart"] == at_six()
    assert entries(visitor, "/areas/ward-end.ics") == {}


def test_a_persons_own_calendar_holds_all_they_hold_under_a_secret_address(
    member: Browser,
    visitor: Browser,
    make: Maker,
    rows: Rows,
    people: People,
    event: Event,
) -> None:
    campaign = make.campaign(people.organiser)
    by_date = make.task(campaign, people.organiser, due_on=in_days(3))
    make.claim(by_date, people.member)
    make.claim(make.task(campaign, people.organiser), people.member)  # without a date
    make.event(people.hodge_hill, people.organiser)
    full = make.event(people.hodge_hill, people.organiser, places=1)
    make.attend(full, people.resident, people.member)
    make.attend(event, people.member)
    make.welcome(event, people.organiser, people.member)
    assert rows.count(CalendarAddress) == 0
    page = member.follow(member.press("/me/calendar", "/me/calendar"))
    (kept,) = rows.all(CalendarAddress)
    url = f"/me/calendar/{kept.token}.ics"
    assert page.says(f"http://127.0.0.1:8000{url}")
    assert len(kept.token) >= 32
    found = entries(visitor, url)
    assert set(found) == {f"event-{event.id}@127.0.0.1", f"task-{by_date.id}@127.0.0.1"}
    assert found[f"event-{event.id}@127.0.0.1"]["location"] == (
        f"Cotterills Lane, {ADDRESS}, Hodge Hill"
    )
    due = found[f"task-{by_date.id}@127.0.0.1"]
    assert (due["dtstart"], due["dtend"]) == (in_days(3), in_days(4))
    assert isinstance(due["dtstart"], date)
    assert visitor.get(url).headers["cache-control"] == "no-store", (
        "a new address ends the old one at once"
    )
    member.press("/me/calendar", "/me/calendar")
    assert visitor.get(url).status == 404


def address_of(browser: Browser) -> str:
    """Where a person's own calendar is, once they have asked for it."""
    page = browser.follow(browser.press("/me/calendar", "/me/calendar"))
    found = re.search(r"http://127\.0\.0\.1:8000(/me/calendar/[\w-]+\.ics)", page.text)
    assert found
    return found[1]


def is_newer(after: dict[str, Any], before: dict[str, Any]) -> bool:
    """Whether a program that holds the one takes the other for a later revision of it
    (RFC 5545, 3.8.7)."""
    kept = [
        (entry["sequence"], entry["dtstamp"], entry["last-modified"])
        for entry in (before, after)
    ]
    return all(new > old for old, new in zip(*kept, strict=True))


def test_a_task_that_is_called_off_says_so_in_every_calendar(
    visitor: Browser, member: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    shift = make.task(
        campaign,
        people.organiser,
        starts_at=at_six(),
        ends_at=at_six() + timedelta(hours=2),
    )
    by_date = make.task(campaign, people.organiser, due_on=in_days(3))
    for task in (shift, by_date):
        make.claim(task, people.member)
    mine, uid = address_of(member), f"task-{shift.id}@127.0.0.1"
    before = [entries(visitor, url) for url in (mine, "/areas/hodge-hill.ics")]
    make.later(0.1, lambda: make.call_off(shift, people.organiser))
    make.later(0.1, lambda: make.call_off(by_date, people.organiser))
    after = [entries(visitor, url) for url in (mine, "/areas/hodge-hill.ics")]
    for old, new in zip(before, after, strict=True):
        assert old[uid]["status"] == "CONFIRMED"
        assert new[uid]["status"] == "CANCELLED"
        assert new[uid]["summary"] == "Called off: Count the dark lamps"
        assert str(new[uid]["description"]).startswith("It rains.")
        assert is_newer(new[uid], old[uid])
    assert {entry["status"] for entry in after[0].values()} == {"CANCELLED"}
    assert len(after[0]) == 2


def test_a_task_that_was_moved_is_a_later_revision_in_every_calendar(
    visitor: Browser, member: Browser, organiser: Browser, make: Maker, people: People
) -> None:
    shift = make.series(make.campaign(people.organiser), people.organiser)
    make.claim(shift, people.member)
    mine, uid = address_of(member), f"task-{shift.id}@127.0.0.1"
    before = [entries(visitor, url)[uid] for url in (mine, "/areas/hodge-hill.ics")]
    longer = at_six() + timedelta(hours=3)  # said now: midnight may lie between
    make.later(0.1, lambda: make.change(shift, people.organiser, ends_at=longer))
    for old, new in zip(
        before,
        (entries(visitor, url)[uid] for url in (mine, "/areas/hodge-hill.ics")),
        strict=True,
    ):
        assert new["dtend"] == at_six() + timedelta(hours=3)
        assert is_newer(new, old)


def test_a_place_that_was_given_back_stays_in_ones_calendar_as_no_longer_ones_own(
    visitor: Browser, member: Browser, make: Maker, people: People
) -> None:
    campaign = make.campaign(people.organiser)
    shift = make.task(
        campaign,
        people.organiser,
        starts_at=at_six(),
        ends_at=at_six() + timedelta(hours=2),
    )
    full = make.task(campaign, people.organiser, places=1, due_on=in_days(3))
    make.claim(full, people.organiser)
    make.wait(full, people.member)
    make.later(0.01, lambda: make.release(full, people.member))  # only ever waited
    make.claim(shift, people.member)
    url, uid = address_of(member), f"task-{shift.id}@127.0.0.1"
    held = entries(visitor, url)[uid]
    make.later(0.1, lambda: make.release(shift, people.member))
    given_back = entries(visitor, url)[uid]
    assert given_back["status"] == "CANCELLED"
    assert given_back["summary"] == "No longer yours: Count the dark lamps"
    assert is_newer(given_back, held)
    assert set(entries(visitor, url)) == {uid}
    make.later(0.2, lambda: make.claim(shift, people.member))
    again = entries(visitor, url)[uid]
    assert (again["status"], again["summary"]) == ("CONFIRMED", "Count the dark lamps")
    assert is_newer(again, given_back)
    assert entries(visitor, "/areas/hodge-hill.ics")[uid]["status"] == "CONFIRMED"


def test_what_is_done_stays_in_ones_calendar_as_done(
    visitor: Browser, member: Browser, make: Maker, people: People
) -> None:
    task = make.task(
        make.campaign(people.organiser), people.organiser, due_on=in_days(3)
    )
    make.claim(task, people.member)
    url = address_of(member)
    (before,) = entries(visitor, url).values()
    make.later(0.1, lambda: make.complete(task, people.member))
    (after,) = entries(visitor, url).values()
    assert (after["status"], after["summary"]) == (
        "CONFIRMED",
        "Done: Count the dark lamps",
    )
    assert is_newer(after, before)


def test_an_event_one_left_stays_in_ones_calendar_without_its_address(
    visitor: Browser, member: Browser, make: Maker, people: People, event: Event
) -> None:
    full = make.event(people.hodge_hill, people.organiser, places=1)
    make.attend(full, people.resident, people.member)
    make.withdraw(full, people.member)  # only ever waited
    make.attend(event, people.member)
    make.welcome(event, people.organiser, people.member)
    url, uid = address_of(member), f"event-{event.id}@127.0.0.1"
    before = entries(visitor, url)[uid]
    assert ADDRESS in str(before["location"])
    make.later(0.1, lambda: make.withdraw(event, people.member))
    after = entries(visitor, url)
    assert set(after) == {uid}
    assert after[uid]["status"] == "CANCELLED"
    assert str(after[uid]["summary"]).startswith("No longer yours: Tea")
    assert ADDRESS not in str(after[uid])
    assert is_newer(after[uid], before)
    make.later(0.2, lambda: make.attend(event, people.member))
    make.later(0.2, lambda: make.welcome(event, people.organiser, people.member))
    make.later(0.3, lambda: make.cancel(event, people.organiser))
    off = entries(visitor, url)[uid]
    assert off["status"] == "CANCELLED"
    assert str(off["summary"]).startswith("Called off: Tea")
    assert str(off["description"]).startswith("The hall is flooded.")
    assert is_newer(off, after[uid])


def test_ones_own_calendar_is_in_the_language_one_chose(
    visitor: Browser, member: Browser, rows: Rows
) -> None:
    member.press("/me/calendar", "/me/calendar")
    member.post("/language", {"locale": "cy"})
    (token,) = (row.token for row in rows.all(CalendarAddress))
    calendar = visitor.get(f"/me/calendar/{token}.ics", Accept_Language="en")
    assert "Fy wythnos" in calendar.text
