"""When an answer is due: 30 days, counted from the day after receipt; an end on a
weekend or a bank holiday in England moves on to the next working day.

So the data protection complaints procedure of the UK counts (in force since 19 June
2026); we count all complaints like that.
"""

from datetime import date, timedelta
from functools import cache

DAYS = 30
A_DAY = timedelta(days=1)
SATURDAY = 5
# proclaimed for one year only, in the place of another day or besides
EXTRA = {date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}
MOVED = {date(2022, 5, 30)}  # the spring holiday of 2022, to 2 June


def due_on(received: date) -> date:
    """The last day on which the answer is in time."""
    day = received + DAYS * A_DAY
    while not is_working_day(day):
        day += A_DAY
    return day


def is_working_day(day: date) -> bool:
    """Neither a weekend nor a bank holiday in England."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Those of England and Wales in a year."""
    easter = easter_sunday(year)
    fixed = (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26))
    found = {
        easter - 2 * A_DAY,
        easter + A_DAY,
        _monday_from(date(year, 5, 1)),
        _monday_from(date(year, 5, 25)),
        _monday_from(date(year, 8, 25)),
    }
    for day in fixed:
        while day.weekday() >= SATURDAY or day in found:
            day += A_DAY
        found.add(day)
    extra = {day for day in EXTRA if day.year == year}
    return frozenset(found - MOVED | extra)


def easter_sunday(year: int) -> date:
    """By the rule of the Gregorian calendar, in the form that Butcher published in
    1876."""
    century, of_century = divmod(year, 100)
    leap_centuries, rest = divmod(century, 4)
    moon = (8 * century + 13) // 25
    epact = (19 * (year % 19) + century - leap_centuries - moon + 15) % 30
    leaps, left = divmod(of_century, 4)
    weekday = (32 + 2 * rest + 2 * leaps - epact - left) % 7
    late = (year % 19 + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _monday_from(day: date) -> date:
    """The first Monday on this day or after it."""
    return day + timedelta(days=-day.weekday() % 7)
