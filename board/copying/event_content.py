"""What of an event goes along when it is held again: its words, how many can come, its
times by the clock. Nobody on its list, and nothing of the home it was in."""

from datetime import date, datetime, time, timedelta
from typing import Any

from board.db import AnyRow
from board.drawing import local
from board.events.models import Event, Kind

WORDS = ("kind", "title", "details", "places")


def words_of(event: Any) -> dict[str, Any]:
    """Its columns that may go along; of a home not even the street."""
    is_home = event.kind == Kind.HOUSE_MEETING
    place = "" if is_home else event.place
    return {name: getattr(event, name) for name in WORDS} | {"place": place}


def content_of(event: AnyRow | Event) -> dict[str, Any]:
    """What goes along, without a day."""
    starts, ends = local(event.starts_at), local(event.ends_at)
    return words_of(event) | {
        "starts": f"{starts:%H:%M}",
        "ends": f"{ends:%H:%M}",
        "days": (ends.date() - starts.date()).days,
    }


def on_day(content: dict[str, Any], day: date) -> dict[str, Any]:
    """What the form of a new event begins with where it is held on this day."""
    words = {name: content[name] for name in (*WORDS, "place")}
    begins = time.fromisoformat(content["starts"])
    ends = time.fromisoformat(content["ends"])
    last_day = day + timedelta(days=content["days"])
    return words | {
        "starts_at": datetime.combine(day, begins),
        "ends_at": datetime.combine(last_day, ends),
    }
