"""Events and dated tasks as iCalendar.

The library is read only when a calendar is asked for: it is large.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _

from board.activity.things import of_kind
from board.db import AnyRow
from board.drawing import full
from board.events.calendar_queries import Part
from board.events.models import AttendanceState
from board.tasks.claim_models import ENDED, FINISHED
from board.tasks.models import Shape
from board.text import legible

# the states of somebody who has a place no longer
NO_PLACE = (
    *ENDED,
    AttendanceState.ASKED,
    AttendanceState.WAITING,
    AttendanceState.WITHDRAWN,
)
# what became of a person's own part in each thing, by its kind and number
Parts = Mapping[tuple[str, int], Part]


def calendar(
    name: str,
    events: Iterable[AnyRow],
    tasks: Iterable[AnyRow] = (),
    parts: Parts | None = None,
) -> bytes:
    """The whole calendar, as programs subscribe to it.

    It has the address of an event only where a row brings one.

    What is called off, or no longer the person's, stays in it as such for a while: a
    program that kept it would go on showing it. Each revision has a higher number and a
    later moment than the one before (RFC 5545, 3.8.7). `parts` are given in a calendar
    of a person's own.
    """
    from icalendar import Calendar, vText

    whole = Calendar()
    whole.add("prodid", "-//Local Action Board//EN")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", vText(legible(name)))
    for row in events:
        whole.add_component(_event(row, _part("event", row, parts)))
    for row in tasks:
        whole.add_component(_task(row, _part("task", row, parts)))
    return bytes(whole.to_ical())


def _part(kind: str, row: AnyRow, parts: Parts | None) -> Part | None:
    return parts.get((kind, row.id)) if parts else None


def _event(row: AnyRow, part: Part | None) -> Any:
    entry = _entry("event", row, part, _("Called off: %(what)s", what=row.title))
    entry.add("dtstart", row.starts_at)
    entry.add("dtend", row.ends_at)
    address = row.address if part and row.my_state == AttendanceState.GOING else ""
    where = filter(None, (row.place, address, row.area_name))
    entry.add("location", legible(", ".join(where)))
    return entry


def _task(row: AnyRow, part: Part | None) -> Any:
    entry = _entry("task", row, part, _("Called off: %(what)s", what=row.title))
    if row.shape == Shape.SHIFT:
        entry.add("dtstart", row.starts_at)
        entry.add("dtend", row.ends_at)
    else:
        entry.add("dtstart", row.due_on)
        entry.add("dtend", row.due_on + timedelta(days=1))
        entry.add("transp", "TRANSPARENT")  # a day it is due on is no day one is away
    where = ", ".join(filter(None, (row.place, row.area_name)))
    entry.add("location", legible(where))
    return entry


def _entry(kind: str, row: AnyRow, part: Part | None, off: str) -> Any:
    """What both have in common.

    Instants are UTC, so the clock of the place holds whatever it does in spring.
    """
    from icalendar import Event as Entry

    url = full(of_kind(kind).address(row.id))
    gone = part and row.my_state in NO_PLACE
    title, why = _title_of(row, part, off)
    description = "\n\n".join(filter(None, (why, row.details, url)))
    changed_at = max(row.changed_at, part.at) if part else row.changed_at
    revision = row.version + (part.steps if part else 0)
    entry = Entry()
    entry.add("uid", f"{kind}-{row.id}@{urlsplit(url).hostname}")
    entry.add("dtstamp", changed_at)
    entry.add("last-modified", changed_at)
    entry.add("sequence", revision)
    entry.add("status", "CANCELLED" if row.cancelled_at or gone else "CONFIRMED")
    entry.add("summary", legible(title))
    entry.add("description", legible(description))
    entry.add("url", url)
    return entry


def _title_of(row: AnyRow, part: Part | None, off: str) -> tuple[str, str]:
    """The title of a thing with what became of it, and why."""
    if row.cancelled_at:
        return off, row.reason
    if part and row.my_state in NO_PLACE:
        title = _("No longer yours: %(what)s", what=row.title)
        return title, _("You have no place on this any more.")
    if part and row.my_state in FINISHED:
        return _("Done: %(what)s", what=row.title), ""
    return row.title, ""
