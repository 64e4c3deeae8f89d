"""Dates as other people's programs write them, and in which order day and
month stand."""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ORDERS = ("dmy", "mdy", "ymd")
# 31/05/2026, 5-31-2026 06:30 PM, 31.05.2026 18:30:00, and with the year first.
_WRITTEN = re.compile(
    r"(?P<first>\d{1,4})[./-](?P<second>\d{1,2})[./-](?P<third>\d{1,4})"
    r"(?:[T ,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<seconds>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?)?"
)
# What programs write where nothing is known: the first days of their calendars.
NO_DAYS = {
    date(1, 1, 1),
    date(1899, 12, 30),
    date(1899, 12, 31),
    date(1900, 1, 1),
    date(1970, 1, 1),
}


def instant(text: str, timezone: str, order: str = "") -> datetime | None:
    """The instant a text tells, in `timezone` where it names none; None for what is no
    date.

    Raises ValueError where day and month could be meant either way and no order was
    named.
    """
    with suppress(ValueError, OverflowError):
        return _in_utc(datetime.fromisoformat(text), timezone)
    days = {day for one in _orders(text, order) if (day := _read(text, one))}
    if len(days) > 1:
        one, other = sorted(days)
        raise ValueError(
            f"{text} could be {one:%-d %B %Y} or {other:%-d %B %Y}. Say which: "
            "--dates dmy for day first, --dates mdy."
        )
    with suppress(OverflowError):
        return _in_utc(days.pop(), timezone) if days else None
    return None


def order_of(texts: Iterable[str]) -> str:
    """`dmy` or `mdy` where these dates can only be read in that one order, else
    nothing."""
    possible = {"dmy", "mdy"}
    for text in texts:
        if (found := _WRITTEN.fullmatch(text)) and len(found["third"]) == 4:
            possible &= {order for order in possible if _read(text, order)}
    return possible.pop() if len(possible) == 1 else ""


def _orders(text: str, order: str) -> tuple[str, ...]:
    found = _WRITTEN.fullmatch(text)
    if found and len(found["first"]) == 4:
        return ("ymd",)
    return (order,) if order else ("dmy", "mdy")


def _read(text: str, order: str) -> datetime | None:
    """The day and time in this order; None where they are none."""
    found = _WRITTEN.fullmatch(text)
    if found is None:
        return None
    parts = dict(zip(order, found.group("first", "second", "third"), strict=True))
    year = int(parts["y"]) + (2000 if len(parts["y"]) <= 2 else 0)
    clock = (_hour(found), int(found["minute"] or 0), int(found["seconds"] or 0))
    try:
        return datetime(year, int(parts["m"]), int(parts["d"]), *clock)
    except ValueError:
        return None


def _hour(found: re.Match[str]) -> int:
    hour = int(found["hour"] or 0)
    half = (found["half"] or "").lower()
    if not half:
        return hour
    if not 1 <= hour <= 12:
        return 24  # no hour at all
    return hour % 12 + (12 if half.startswith("p") else 0)


def _in_utc(found: datetime, timezone: str) -> datetime:
    return (
        found if found.tzinfo else found.replace(tzinfo=ZoneInfo(timezone))
    ).astimezone(UTC)
