"""Events and dated tasks as iCalendar. The library is read only when a calendar is asked for: it is large."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext as _

from board.db import AnyRow
from board.tasks.models import Shape
from board.text import legible


def calendar(name: str, events: Iterable[AnyRow], tasks: Iterable[AnyRow] = ()) -> bytes:
    """The whole calendar, as programs subscribe to it. An address stands in it only where a row brings one."""
    from icalendar import Calendar, vText

    whole = Calendar()
    whole.add("prodid", "-//Local Action Board//EN")
    whole.add("version", "2.0")
    whole.add("x-wr-calname", vText(legible(name)))
    for row in events:
        whole.add_component(_event(row))
    for row in tasks:
        whole.add_component(_task(row))
    return bytes(whole.to_ical())


def _event(row: AnyRow) -> Any:
    said = _entry("event", row, row.details, changed_at=row.changed_at, sequence=row.version)
    said.add("dtstart", row.starts_at)
    said.add("dtend", row.ends_at)
    said.add("status", "CANCELLED" if row.cancelled_at else "CONFIRMED")
    where = (row.place, getattr(row, "address", ""), row.area_name)
    said.add("location", legible(", ".join(part for part in where if part)))
    return said


def _task(row: AnyRow) -> Any:
    said = _entry("task", row, row.details, changed_at=row.created_at)
    if row.shape == Shape.SHIFT:
        said.add("dtstart", row.starts_at)
        said.add("dtend", row.ends_at)
    else:
        said.add("dtstart", row.due_on)
        said.add("dtend", row.due_on + timedelta(days=1))
        said.add("transp", "TRANSPARENT")  # a day it is due on is no day one is away
    said.add("location", legible(row.area_name))
    return said


def _entry(kind: str, row: AnyRow, details: str, *, changed_at: Any, sequence: int = 0) -> Any:
    """What both have in common. Instants are UTC, so the clock of the place holds whatever it does in spring."""
    from icalendar import Event as Entry

    base = str(current_app.config["BOARD"].base_url).rstrip("/")
    url = f"{base}/{kind}s/{row.id}"
    cancelled = getattr(row, "cancelled_at", None)
    words = [_("Cancelled: %(why)s", why=row.reason) if cancelled else "", details, url]
    said = Entry()
    said.add("uid", f"{kind}-{row.id}@{urlsplit(base).hostname}")
    said.add("dtstamp", changed_at)
    said.add("last-modified", changed_at)
    said.add("sequence", sequence)
    said.add("summary", legible(_("Cancelled: %(what)s", what=row.title) if cancelled else row.title))
    said.add("description", legible("\n\n".join(part for part in words if part)))
    said.add("url", url)
    return said
