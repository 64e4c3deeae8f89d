"""When a shift that repeats takes place: the days of its rule, the time on each of
them, and the rule in words."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from babel.dates import get_day_names
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from board.drawing import listed, locale
from board.tasks.series_models import Repeats

DAY = timedelta(days=1)
SHORTEST_MONTH = 28
# By which of its weekdays in a month it is; a fifth is the last.
ON_WEEKDAY = (
    _l("Every month on the first %(day)s"),
    _l("Every month on the second %(day)s"),
    _l("Every month on the third %(day)s"),
    _l("Every month on the fourth %(day)s"),
    _l("Every month on the last %(day)s"),
)


class Rule(Protocol):
    """What a TaskSeries says about its days."""

    repeats: Any
    every: Any
    weekdays: Any
    starts_on: Any
    until: Any


def days(rule: Rule, since: date) -> Iterator[date]:
    """The days of a rule from one day on, in their order, for as long as it goes on;
    most rules never end.

    A month that is too short has its last day instead, and a fifth weekday is the last
    one of the month.
    """
    since = max(since, rule.starts_on)
    is_weekly = rule.repeats == Repeats.WEEKLY
    endless = _by_week(rule, since) if is_weekly else _by_month(rule, since)
    for day in endless:
        if rule.until and day > rule.until:
            return
        if day >= since:
            yield day


def days_between(rule: Rule, since: date, until: date) -> list[date]:
    """The days of a rule from one day until another, both included."""
    return list(takewhile(lambda day: day <= until, days(rule, since)))


def first_day(rule: Rule, since: date) -> date | None:
    """The first day of a rule from one day on, if it goes on so long."""
    return next(days(rule, since), None)


def chosen_weekdays(weekdays: int) -> list[int]:
    """The days of the week whose bit is set, Monday is 0."""
    return [day for day in range(7) if weekdays >> day & 1]


def _by_week(rule: Rule, since: date) -> Iterator[date]:
    # Weeks begin on Monday and are counted from that of the first day.
    monday = rule.starts_on - rule.starts_on.weekday() * DAY
    step = 7 * rule.every * DAY
    monday += (since - monday) // step * step
    while True:
        for weekday in chosen_weekdays(rule.weekdays):
            yield monday + weekday * DAY
        monday += step


def _by_month(rule: Rule, since: date) -> Iterator[date]:
    months = since.year * 12 + since.month - 1
    while True:
        first = date(months // 12, months % 12 + 1, 1)
        _weekday, length = monthrange(first.year, first.month)
        number = rule.starts_on.day
        if rule.repeats == Repeats.MONTH_WEEKDAY:
            number = _same_weekday(rule.starts_on, first)
            if number > length:
                number -= 7
        yield first.replace(day=min(number, length))
        months += 1


def _same_weekday(day: date, first: date) -> int:
    """Which day of the month that begins on `first` is such as this day is in its own:
    the second Tuesday, say. A fifth one may lie behind the month's end."""
    weeks_before = (day.day - 1) // 7
    return 1 + (day.weekday() - first.weekday()) % 7 + 7 * weeks_before


def times(
    day: date, begins: time, ends: time, zone: ZoneInfo
) -> tuple[datetime, datetime]:
    """From when until when a shift lasts that begins and ends at these clock times, in
    UTC.

    The clock counts, winter and summer. On the day it is put forward a time it leaves
    out is an hour later; on the day it is put back a time it shows twice is the first
    of the two. An end that would so come before its beginning lies as long after it as
    on other days.
    """
    over = day + DAY * (ends <= begins)
    start, end = (
        datetime.combine(on, at, zone).astimezone(UTC)
        for on, at in ((day, begins), (over, ends))
    )
    usual = datetime.combine(over, ends) - datetime.combine(day, begins)
    return start, end if end > start else start + usual


def words(rule: Rule) -> str:
    """`Every 2 weeks on Monday and Thursday`, `Every month on the second Tuesday`."""
    names = get_day_names("wide", locale=locale())
    if rule.repeats == Repeats.WEEKLY:
        chosen = listed(names[day] for day in chosen_weekdays(rule.weekdays))
        return str(
            ngettext(
                "Every %(days)s",
                "Every %(num)s weeks on %(days)s",
                rule.every,
                days=chosen,
            )
        )
    if rule.repeats == Repeats.MONTH_DAY:
        return _on_day_of_month(rule.starts_on.day)
    day = names[rule.starts_on.weekday()]
    return str(ON_WEEKDAY[(rule.starts_on.day - 1) // 7]) % {"day": day}


def _on_day_of_month(day: int) -> str:
    if day > SHORTEST_MONTH:
        return str(_("Every month on day %(day)s, or on its last day", day=day))
    return str(_("Every month on day %(day)s", day=day))
