"""Days and times of something that is done again: so many days later, at the same time
by the clock."""

from datetime import UTC, date, datetime, timedelta

from board.drawing import local, today, zone
from board.tasks.repeating import chosen_weekdays

WEEK = timedelta(days=7)
A_MONTH = 4 * WEEK  # after which the day of the week is the same


def moved(
    starts_at: datetime, ends_at: datetime, by: timedelta
) -> tuple[datetime, datetime]:
    """Both so many days later, winter and summer at the same time by the clock; an end
    that would so come before its beginning lies as long after it as it did."""
    start, end = (
        datetime.combine(local(at).date() + by, local(at).time(), zone())
        for at in (starts_at, ends_at)
    )
    start, end = start.astimezone(UTC), end.astimezone(UTC)
    return start, end if end > start else start + (ends_at - starts_at)


def next_month(day: date) -> date:
    """The same day of the week four weeks later; where that has passed, the next one
    from a week from now on."""
    later = day + A_MONTH
    while later < today() + WEEK:
        later += WEEK * max(1, (today() - later) // WEEK)
    return later


def turned(weekdays: int, days: int) -> int:
    """The days of the week as bits, Monday's is 1, so many days later."""
    later = {(day + days) % 7 for day in chosen_weekdays(weekdays)}
    return sum(1 << day for day in later)
