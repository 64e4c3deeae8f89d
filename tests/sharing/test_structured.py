"""Events in the words of schema.org: true in every state, valid by a schema."""

import json
import re
from datetime import datetime
from typing import Any

import msgspec

from board.events.models import Kind
from tests.builders import Maker, People
from tests.pages import Browser


class Address(msgspec.Struct, forbid_unknown_fields=True, tag_field="@type"):
    """PostalAddress."""

    addressLocality: str
    streetAddress: str = ""


class Address_(Address, tag="PostalAddress"):
    """As it is tagged."""


class Location(
    msgspec.Struct, forbid_unknown_fields=True, tag_field="@type", tag="Place"
):
    """Place."""

    name: str
    address: Address_


class Organizer(
    msgspec.Struct, forbid_unknown_fields=True, tag_field="@type", tag="Organization"
):
    """Organization."""

    name: str
    url: str


class Event(
    msgspec.Struct,
    forbid_unknown_fields=True,
    tag_field="@type",
    tag="Event",
    rename={"context": "@context", "id": "@id"},
):
    """What search engines ask of an event."""

    context: str
    id: str
    url: str
    name: str
    description: str
    startDate: datetime
    endDate: datetime
    eventStatus: str
    eventAttendanceMode: str
    location: Location
    organizer: Organizer
    maximumAttendeeCapacity: int | None = None
    remainingAttendeeCapacity: int | None = None


def facts(browser: Browser, event: Any) -> Event:
    """What the page of an event says of it."""
    page = browser.get(f"/events/{event.id}")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.text)
    assert found
    assert json.loads(found[1])["@context"] == "https://schema.org"
    return msgspec.json.decode(found[1].encode(), type=Event)


def test_a_meeting_says_what_when_and_where(
    visitor: Browser, make: Maker, people: People
) -> None:
    event = make.event(people.hodge_hill, people.organiser)
    said = facts(visitor, event)
    assert said.name == "Who decides about lamps?"
    assert said.startDate == event.starts_at
    assert said.startDate.utcoffset() is not None
    assert said.endDate > said.startDate
    assert said.location.address.streetAddress == "Cotterills Lane"
    assert said.eventStatus == "https://schema.org/EventScheduled"
    assert said.organizer.name == "Test Board"
    assert said.maximumAttendeeCapacity is None


def test_it_counts_its_free_places(
    visitor: Browser, make: Maker, people: People
) -> None:
    event = make.event(people.hodge_hill, people.organiser, places=2)
    make.attend(event, people.member)
    said = facts(visitor, event)
    assert (said.maximumAttendeeCapacity, said.remainingAttendeeCapacity) == (2, 1)
    make.attend(event, people.organiser)
    assert facts(visitor, event).remainingAttendeeCapacity == 0


def test_called_off_is_said(visitor: Browser, make: Maker, people: People) -> None:
    event = make.event(people.hodge_hill, people.organiser, places=2)
    make.cancel(event, people.organiser)
    said = facts(visitor, event)
    assert said.eventStatus == "https://schema.org/EventCancelled"
    assert said.remainingAttendeeCapacity == 0


def test_a_home_is_not_told(visitor: Browser, make: Maker, people: People) -> None:
    event = make.event(
        people.hodge_hill,
        people.organiser,
        kind=Kind.HOUSE_MEETING,
        address="14 Larch House",
        places=9,
    )
    page = visitor.get(f"/events/{event.id}")
    assert "ld+json" not in page.text


def test_no_word_ends_the_script(visitor: Browser, make: Maker, people: People) -> None:
    title = "</script><script>alert(1)</script>"
    event = make.event(people.hodge_hill, people.organiser)
    made = make.event(people.hodge_hill, people.organiser, details=title, host="Olu")
    assert "Olu" not in json.dumps(msgspec.to_builtins(facts(visitor, made)))
    page = visitor.get(f"/events/{made.id}")
    assert "<script>alert" not in page.text
    assert facts(visitor, event)
