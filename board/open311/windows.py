"""Reading what is asked for: windows of time, places, numbers, pages; each fault has a
sentence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask_babel import gettext as _

from board import clock
from board.errors import Invalid
from board.forms import row_number
from board.issues.nearby import MOST_KM, Place
from board.text import legible, position

SPAN = timedelta(days=90)
MOST = 1000  # of one answer
MOST_PAGES = 10_000
STATUSES = ("open", "closed")
Window = tuple[datetime, datetime]
# in an address a plus sign is read as a blank
LOST_PLUS = re.compile(r" (?=\d\d:\d\d$)")


@dataclass(frozen=True)
class Wanted:
    """What a list of requests is narrowed to."""

    codes: tuple[str, ...]
    statuses: tuple[str, ...]
    posted: Window | None
    updated: Window | None
    near: Place | None
    km: float
    q: str
    page: int
    page_size: int


def read(given: Mapping[str, str]) -> Wanted:
    """What these parameters ask for; an empty one is as none. Raises Invalid."""
    updated = window(given, "updated_after", "updated_before")
    posted = window(given, "start_date", "end_date")
    if posted is None and updated is None:
        posted = last_days()
    near, km = _circle(given)
    return Wanted(
        codes=several(given, "service_code"),
        statuses=_statuses(given),
        posted=posted,
        updated=updated,
        near=near,
        km=km,
        q=legible(given.get("q", ""))[:200],
        page=_number(given, "page", 1, MOST_PAGES),
        page_size=min(MOST, _number(given, "page_size", MOST, 10**9)),
    )


def several(given: Mapping[str, str], name: str) -> tuple[str, ...]:
    """What stands in a parameter with commas between."""
    parts = (part.strip() for part in given.get(name, "").split(","))
    return tuple(part for part in parts if part)


def numbers(given: Mapping[str, str]) -> list[int]:
    """The numbers of single requests; what is none is nobody's. Raises Invalid for
    more than an answer holds."""
    found = several(given, "service_request_id")
    if len(found) > MOST:
        raise Invalid(_("Ask for at most %(most)s numbers at once.", most=MOST))
    return sorted({row_number(one) for one in found} - {0})


def window(given: Mapping[str, str], first: str, last: str) -> Window | None:
    """From one moment to another, both of them in it; of 90 days where only one is
    named, None where none is. Raises Invalid."""
    begins = moment(given, first)
    ends = moment(given, last)
    if begins is None and ends is None:
        return None
    begins = begins or (ends or clock.now()) - SPAN
    ends = ends or begins + SPAN
    if not timedelta(0) <= ends - begins <= SPAN:
        words = _(
            "From %(first)s to %(last)s may be 90 days at most.", first=first, last=last
        )
        raise Invalid(words)
    return begins, ends


def last_days() -> Window:
    """The window where none is named."""
    now = clock.now()
    return now - SPAN, now


def moment(given: Mapping[str, str], name: str) -> datetime | None:
    """A moment, in UTC where no zone is named; None where none is. Raises Invalid."""
    said = LOST_PLUS.sub("+", given.get(name, "").strip())
    if not said:
        return None
    wrong = Invalid(
        _("%(name)s has to be a date such as 2026-05-01T09:30:00Z.", name=name)
    )
    try:
        found = datetime.fromisoformat(said)
    except ValueError:
        raise wrong from None
    if not 1970 <= found.year < 3000:
        raise wrong
    return found.astimezone(UTC) if found.tzinfo else found.replace(tzinfo=UTC)


def _statuses(given: Mapping[str, str]) -> tuple[str, ...]:
    found = several(given, "status")
    if not set(found) <= set(STATUSES):
        raise Invalid(_("status may be open, closed, or both with a comma between."))
    return found


def _circle(given: Mapping[str, str]) -> tuple[Place | None, float]:
    """The place that posts are to be near, and within how many kilometres."""
    pair = [given.get(name, "").strip() for name in ("lat", "long")]
    if not any(pair):
        return None, 0
    place = position(",".join(pair))
    if place is None:
        raise Invalid(_("lat and long have to be degrees, both of them."))
    return place, _number(given, "radius", 1000, round(MOST_KM * 1000)) / 1000


def _number(given: Mapping[str, str], name: str, usual: int, most: int) -> int:
    """A whole number from 1; the usual one where none is named. Raises Invalid."""
    said = given.get(name, "").strip()
    if not said:
        return usual
    found = row_number(said)
    if not 1 <= found <= most:
        words = _(
            "%(name)s has to be a whole number from 1 to %(most)s.",
            name=name,
            most=most,
        )
        raise Invalid(words)
    return found
