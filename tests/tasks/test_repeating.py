"""The rule of a shift that repeats, whatever rule it is."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import MO, MONTHLY, WEEKLY, rrule
from hypothesis import given, settings
from hypothesis import strategies as st

from board.tasks.repeating import days, times
from board.tasks.series_models import Repeats

LONDON = ZoneInfo("Europe/London")
DATES = st.dates(date(2024, 1, 1), date(2040, 12, 31))
quick = settings(max_examples=150, deadline=None, derandomize=True, database=None)


@st.composite
def rules(draw: st.DrawFn) -> Any:
    """Any rule that a form lets through."""
    starts_on, repeats = draw(DATES), draw(st.sampled_from(Repeats))
    weekly = repeats == Repeats.WEEKLY
    weekdays = draw(st.integers(0, 127)) | 1 << starts_on.weekday() if weekly else 0
    until = draw(
        st.none() | st.integers(0, 400).map(lambda n: starts_on + timedelta(n))
    )
    every = draw(st.integers(1, 4)) if weekly else 1
    return SimpleNamespace(
        repeats=repeats,
        every=every,
        weekdays=weekdays,
        starts_on=starts_on,
        until=until,
    )


@quick
@given(rules(), st.integers(0, 500))
def test_its_days_follow_each_other_and_are_the_same_wherever_one_begins(
    rule: Any, n: int
) -> None:
    found = list(islice(days(rule, rule.starts_on), 60))
    assert found[0] == rule.starts_on
    assert all(one < next for one, next in pairwise(found))
    assert rule.until is None or found[-1] <= rule.until
    since = rule.starts_on + timedelta(n)
    later = [day for day in found if day >= since]
    assert list(islice(days(rule, since), len(later))) == later


@quick
@given(rules())
def test_they_are_the_days_another_calendar_gives(rule: Any) -> None:
    first = datetime.combine(rule.starts_on, time())
    said: dict[str, Any] = {"dtstart": first, "count": 40}
    if rule.repeats == Repeats.WEEKLY:
        chosen = [n for n in range(7) if rule.weekdays >> n & 1]
        theirs = rrule(WEEKLY, interval=rule.every, byweekday=chosen, wkst=MO, **said)
    elif rule.repeats == Repeats.MONTH_DAY:  # in a short month its last day
        theirs = (
            rrule(
                MONTHLY,
                bymonthday=range(28, rule.starts_on.day + 1),
                bysetpos=-1,
                **said,
            )
            if (rule.starts_on.day > 28)
            else rrule(MONTHLY, **said)
        )
    else:
        which = (rule.starts_on.day - 1) // 7 + 1
        theirs = rrule(
            MONTHLY,
            byweekday=rule.starts_on.weekday(),
            bysetpos=which if which < 5 else -1,
            **said,
        )
    until = rule.until or date.max
    expected = [day.date() for day in theirs if day.date() <= until]
    assert list(islice(days(rule, rule.starts_on), len(expected))) == expected


@quick
@given(DATES, st.times(), st.times())
def test_the_clock_counts_summer_and_winter(
    day: date, begins: time, ends: time
) -> None:
    begins, ends = begins.replace(microsecond=0), ends.replace(microsecond=0)
    start, end = times(day, begins, ends, LONDON)
    assert timedelta(0) < end - start <= timedelta(hours=25)
    shown = start.astimezone(LONDON)
    # the clock was put forward or back just before
    left_out = shown.dst() != (shown - timedelta(hours=2)).dst()
    assert left_out or (shown.date(), shown.time()) == (day, begins)
    assert (
        left_out
        or end.astimezone(LONDON).time() == ends
        or end.astimezone(LONDON).dst() != shown.dst()
    )


def test_six_in_the_evening_stays_six_in_the_evening() -> None:
    for day, hour in (
        (date(2031, 3, 29), 18),
        (date(2031, 3, 30), 17),
        (date(2031, 10, 25), 17),
        (date(2031, 10, 26), 18),
    ):
        start, end = times(day, time(18), time(20), LONDON)
        assert (start, end - start) == (
            datetime(day.year, day.month, day.day, hour, tzinfo=UTC),
            timedelta(hours=2),
        )


def test_a_time_the_clock_leaves_out_is_an_hour_later_and_one_twice_the_first() -> None:
    start, end = times(date(2031, 3, 30), time(1, 30), time(2, 15), LONDON)
    assert (start, end) == (
        datetime(2031, 3, 30, 1, 30, tzinfo=UTC),
        datetime(2031, 3, 30, 2, 15, tzinfo=UTC),
    )
    start, end = times(date(2031, 10, 26), time(1, 30), time(3), LONDON)
    assert (start, end) == (
        datetime(2031, 10, 26, 0, 30, tzinfo=UTC),
        datetime(2031, 10, 26, 3, tzinfo=UTC),
    )


def test_a_night_ends_when_the_clock_says_so() -> None:
    start, end = times(date(2031, 3, 29), time(22), time(6), LONDON)
    assert (end.astimezone(LONDON).hour, end - start) == (6, timedelta(hours=7))
