"""An event is copied: the ordinary form of a new one is filled in for another day or
area, without anybody on its list."""

from datetime import UTC, datetime, timedelta
from typing import Any

from board.copying.models import EventCopy
from board.events.models import Attendance, Event
from tests.builders import Maker, People, Rows, at_six, in_days
from tests.copying.made import SECRET, hide
from tests.pages import Browser, Page


def values(page: Page, *names: str) -> tuple[str, ...]:
    """What the form of a new event holds."""
    return tuple(page.value(name) for name in names)


def test_an_organiser_copies_an_event_to_next_month_in_three_presses(
    make: Maker, people: People, rows: Rows, organiser: Browser
) -> None:
    event = make.event(people.hodge_hill, people.organiser, places=12)
    link = f"/events/new?copy={event.id}"
    page = organiser.get(f"/events/{event.id}")  # 1: For organisers
    assert page.offers(link)
    form = organiser.get(link)  # 2: Copy it
    day = in_days(29).isoformat()
    assert form.value("starts_at").startswith(day)
    assert values(form, "title", "place", "places") == (
        event.title,
        event.place,
        "12",
    )
    page = organiser.fill(link, {}, action=link)  # 3: Publish
    assert page.status == 303, page.errors
    copy = rows.all(Event)[-1]
    assert (copy.title, copy.details, copy.kind) == (
        event.title,
        event.details,
        event.kind,
    )
    assert copy.ends_at - copy.starts_at == timedelta(hours=2)
    (kept,) = rows.all(EventCopy)
    assert (kept.event_id, kept.from_id) == (copy.id, event.id)


def test_nobody_comes_along_and_nothing_of_a_home(
    make: Maker, people: People, rows: Rows, organiser: Browser
) -> None:
    home: dict[str, Any] = {"kind": "house_meeting", "place": "Larch Road"}
    home |= {"host": SECRET, "address": f"14 Larch House, {SECRET}"}
    event = make.event(people.hodge_hill, people.organiser, **home)
    make.attend(event, people.member)
    form = organiser.get(f"/events/new?copy={event.id}")
    assert SECRET not in form.text
    assert values(form, "place", "host", "address") == ("", "", "")
    said = {"place": "Elm Road"}
    link = f"/events/new?copy={event.id}"
    assert organiser.fill(link, said, action=link).status == 303
    copy = rows.all(Event)[-1]
    assert (copy.going, copy.waiting, copy.host_id) == (0, 0, None)
    assert rows.count(Attendance, event_id=copy.id) == 0


def test_the_form_is_filled_in_for_the_day_and_area_one_says(
    make: Maker, people: People, operator: Browser
) -> None:
    campaign = make.campaign(people.organiser)
    here = {"campaign": campaign, "starts_at": datetime(2031, 3, 20, 18, tzinfo=UTC)}
    here |= {"ends_at": datetime(2031, 3, 21, 1, tzinfo=UTC)}
    event = make.event(people.hodge_hill, people.organiser, **here)
    link = f"/events/new?copy={event.id}"
    form = operator.get(f"{link}&day=2031-04-20")
    assert values(form, "starts_at", "ends_at", "campaign", "place") == (
        "2031-04-20T18:00",  # by the clock, though it was put forward
        "2031-04-21T01:00",
        str(campaign.id),
        "Cotterills Lane",
    )
    form = operator.get(f"{link}&area=ward-end")
    assert values(form, "area", "campaign", "place") == ("ward-end", "none", "")
    for odd in ("&day=soon", "&day=0001-01-01", "&day="):
        assert operator.get(link + odd).value("starts_at").startswith("2031-04-17")


def test_what_is_over_is_held_again_in_the_days_to_come(
    make: Maker, people: People, organiser: Browser
) -> None:
    event = make.event(people.hodge_hill, people.organiser, days=-400)
    form = organiser.get(f"/events/new?copy={event.id}")
    day = form.value("starts_at")[:10]
    assert in_days(7).isoformat() <= day < in_days(14).isoformat()


def test_who_organises_elsewhere_copies_it_to_their_area(
    make: Maker, people: People, rows: Rows, elsewhere: Browser, visitor: Browser
) -> None:
    event = make.event(people.hodge_hill, people.organiser)
    link = f"/events/new?copy={event.id}"
    assert elsewhere.get(f"/events/{event.id}").offers(link)
    said = {"place": "The library", "title": "Here, too"}
    page = elsewhere.fill(link, said, action=link)
    assert page.status == 303, page.errors
    copy = rows.all(Event)[-1]
    assert copy.area_id == people.ward_end.id
    new = visitor.get(page.location)
    assert new.says(f"After {event.title}, in Hodge Hill")
    assert visitor.get(f"/events/{event.id}").says("Held again once", "Here, too")
    hide(make, people, event)
    assert not visitor.get(page.location).says("After")


def test_who_organises_nowhere_is_offered_no_copy(
    make: Maker, people: People, member: Browser
) -> None:
    event = make.event(people.hodge_hill, people.organiser)
    link = f"/events/new?copy={event.id}"
    assert not member.get(f"/events/{event.id}").offers(link)
    assert member.get(link).status == 403


def test_of_what_is_hidden_nothing_is_filled_in_and_what_was_stays_the_copiers(
    make: Maker, people: People, rows: Rows, organiser: Browser
) -> None:
    event = make.event(people.hodge_hill, people.organiser)
    link = f"/events/new?copy={event.id}"
    typed = {name: organiser.get(link).value(name) for name in ("title", "place")}
    hide(make, people, event)
    assert event.title not in organiser.get(link).text
    said = typed | {"kind": "meeting", "area": "hodge-hill", "campaign": "none"}
    said |= {"starts_at": "2031-05-01T18:00", "ends_at": "2031-05-01T20:00"}
    page = organiser.post(link, said)
    assert page.status == 303
    assert rows.count(EventCopy) == 0
    assert organiser.get(page.location).says(event.title)


def test_sent_twice_it_is_planned_and_noted_once(
    make: Maker, people: People, rows: Rows, organiser: Browser
) -> None:
    event = make.event(people.hodge_hill, people.organiser, starts_at=at_six())
    link = f"/events/new?copy={event.id}"
    once = {"once": "5e0f6b1c-9a1f-4f5e-8a62-3b1f5f1d2c11"}
    for _ in range(2):
        assert organiser.fill(link, once, action=link).status == 303
    assert rows.count(Event) == 2
    assert rows.count(EventCopy) == 1
