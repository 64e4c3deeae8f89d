"""When a shift that repeats takes place: the days of its rule, the time on each of
them, and the rule in words."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from babel.dates import get_day_names
from babel.lists import format_list
from flask_babel import gettext as _
from flask_babel import ngettext

from board.drawing import locale
from board.tasks.models import Repeats

DAY = timedelta(days=1)


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
    for day in (
        _by_week(rule, since)
        if rule.repeats == Repeats.WEEKLY
        else _by_month(rule, since)
    ):
        if rule.until and day > rule.until:
            return
        if day >= since:
            yield day


def _by_week(rule: Rule, since: date) -> Iterator[date]:
    # Weeks begin on Monday and are counted from that of the first day.
    monday, step = rule.starts_on - rule.starts_on.weekday() * DAY, 7 * rule.every
    monday += (since - monday).days // step * step * DAY
    while True:
        yield from (monday + n * DAY for n in range(7) if rule.weekdays >> n & 1)
        monday += step * DAY


def _by_month(rule: Rule, since: date) -> Iterator[date]:
    month = since.year * 12 + since.month - 1
    while True:
        first = date(month // 12, month % 12 + 1, 1)
        length, number = monthrange(first.year, first.month)[1], rule.starts_on.day
        if rule.repeats == Repeats.MONTH_WEEKDAY:
            number = (
                1
                + (rule.starts_on.weekday() - first.weekday()) % 7
                + (number - 1) // 7 * 7
            )
            number -= 7 * (number > length)
        yield first.replace(day=min(number, length))
        month += 1


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
        chosen = format_list(
            [names[n] for n in range(7) if rule.weekdays >> n & 1], locale=locale()
        )
        return str(
            ngettext(
                "Every %(days)s",
                "Every %(num)s weeks on %(days)s",
                rule.every,
                days=chosen,
            )
        )
    if rule.repeats == Repeats.MONTH_DAY:
        last = _(", or on its last day") if rule.starts_on.day > 28 else ""
        return str(_("Every month on day %(day)s", day=rule.starts_on.day)) + last
    which = [_("first"), _("second"), _("third"), _("fourth"), _("last")][
        (rule.starts_on.day - 1) // 7
    ]
    return str(
        _(
            "Every month on the %(which)s %(day)s",
            which=which,
            day=names[rule.starts_on.weekday()],
        )
    )
