"""Until when a skill holds."""

from calendar import monthrange
from datetime import date

WARNINGS = (90, 30, 7)  # days before the end, each told of once


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    year, month = divmod(day.month - 1 + months, 12)
    year += day.year
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))


def ends(seen: date, months: int | None, extended_to: date | None) -> date | None:
    """The last day of what was last seen on a day; none where it holds for good."""
    if months is None:
        return None
    return max(months_after(seen, months), extended_to or seen)


def warning(days_left: int, warned: int | None) -> int | None:
    """The warning that is due with so many days left, None where there is none."""
    due = [days for days in WARNINGS if days_left <= days]
    if not due or (warned is not None and warned <= due[-1]):
        return None
    return due[-1]
