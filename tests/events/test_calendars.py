"""Calendars: what a program reads in them, and that a person's own is theirs alone."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from board.events.models import CalendarAddress, Event, Kind
from tests.builders import Maker, People, Rows, at_six, in_days
from tests.conftest import on_sqlite
from tests.pages import Browser

ADDRESS = "14 Larch House, second bell"


def entries(browser: Browser, url: str) -> dict[str, dict[str, object]]:
    """What stands in a calendar, by uid."""
    page = browser.get(url)
    assert page.status == 200, page
    assert page.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "\r\n" in page.text
    whole = Calendar.from_ical(page.text)
    found = {}
    for entry in whole.walk("VEVENT"):
        said = {name: entry.get(name) for name in ("summary", "location", "description", "status", "sequence", "url")}
        times = {name: entry[name].dt for name in ("dtstart", "dtend", "dtstamp", "last-modified")}
        found[str(entry["uid"])] = said | times
    return found


@pytest.fixture
def event(make: Maker, people: People) -> Event:
    """A house meeting with an address."""
    said = {"title": "Tea; damp, and\nwhat next", "address": ADDRESS, "kind": Kind.HOUSE_MEETING}
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
        assert after["summary"] == "Cancelled: Tea"
        assert "The hall is flooded." in str(after["description"])
        assert after["last-modified"] >= before["last-modified"]  # type: ignore[operator]


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
        assert {int(uid.split("@")[0].removeprefix("event-")) for uid in found} == expected, query


def test_an_area_has_its_events_and_shifts(visitor: Browser, make: Maker, people: People, event: Event) -> None:
    campaign = make.campaign(people.organiser)
    shift = make.task(campaign, people.organiser, starts_at=at_six(), ends_at=at_six() + timedelta(hours=2))
    make.task(campaign, people.organiser, due_on=in_days(3))
    found = entries(visitor, "/areas/hodge-hill.ics")
    assert set(found) == {f"event-{event.id}@127.0.0.1", f"task-{shift.id}@127.0.0.1"}
    assert found[f"task-{shift.id}@127.0.0.1"]["dtstart"] == at_six()
    assert entries(visitor, "/areas/ward-end.ics") == {}


def test_a_persons_own_calendar_holds_all_they_hold_under_a_secret_address(
    member: Browser, visitor: Browser, make: Maker, rows: Rows, people: People, event: Event
) -> None:
    campaign = make.campaign(people.organiser)
    by_date = make.task(campaign, people.organiser, due_on=in_days(3))
    make.claim(by_date, people.member)
    make.claim(make.task(campaign, people.organiser), people.member)  # without a date
    make.event(people.hodge_hill, people.organiser)
    full = make.event(people.hodge_hill, people.organiser, places=1)
    make.attend(full, people.resident, people.member)
    make.attend(event, people.member)
    assert rows.count(CalendarAddress) == 0
    page = member.follow(member.press("/me/calendar", "/me/calendar"))
    (kept,) = rows.all(CalendarAddress)
    url = f"/me/calendar/{kept.token}.ics"
    assert page.says(f"http://127.0.0.1:8000{url}")
    assert len(kept.token) >= 32
    found = entries(visitor, url)
    assert set(found) == {f"event-{event.id}@127.0.0.1", f"task-{by_date.id}@127.0.0.1"}
    assert found[f"event-{event.id}@127.0.0.1"]["location"] == f"Cotterills Lane, {ADDRESS}, Hodge Hill"
    due = found[f"task-{by_date.id}@127.0.0.1"]
    assert (due["dtstart"], due["dtend"]) == (in_days(3), in_days(4))
    assert isinstance(due["dtstart"], date)
    assert visitor.get(url).headers["cache-control"] == "no-store", "a new address ends the old one at once"
    member.press("/me/calendar", "/me/calendar")
    assert visitor.get(url).status == 404
    make.withdraw(event, people.member)
    again = f"/me/calendar/{rows.all(CalendarAddress)[0].token}.ics"
    assert set(entries(visitor, again)) == {f"task-{by_date.id}@127.0.0.1"}
