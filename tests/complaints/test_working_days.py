"""When an answer is due, against the dates that were published."""

from datetime import date, timedelta

import pytest

from board.complaints.working_days import bank_holidays, due_on, easter_sunday

# gov.uk/bank-holidays, England and Wales; from 2029 on by the same rules
HOLIDAYS = {
    2022: "1-3 4-15 4-18 5-2 6-2 6-3 8-29 9-19 12-26 12-27",
    2023: "1-2 4-7 4-10 5-1 5-8 5-29 8-28 12-25 12-26",
    2024: "1-1 3-29 4-1 5-6 5-27 8-26 12-25 12-26",
    2025: "1-1 4-18 4-21 5-5 5-26 8-25 12-25 12-26",
    2026: "1-1 4-3 4-6 5-4 5-25 8-31 12-25 12-28",
    2027: "1-1 3-26 3-29 5-3 5-31 8-30 12-27 12-28",
    2028: "1-3 4-14 4-17 5-1 5-29 8-28 12-25 12-26",
    2029: "1-1 3-30 4-2 5-7 5-28 8-27 12-25 12-26",
    2030: "1-1 4-19 4-22 5-6 5-27 8-26 12-25 12-26",
}
EASTERS = "2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16 2029-04-01 2030-04-21"


@pytest.mark.parametrize("year", HOLIDAYS)
def test_bank_holidays_are_those_that_were_published(year: int) -> None:
    published = {
        date(year, *map(int, day.split("-"))) for day in HOLIDAYS[year].split()
    }
    assert bank_holidays(year) == published


def test_easter_is_when_it_is() -> None:
    for day in EASTERS.split():
        easter = date.fromisoformat(day)
        assert easter_sunday(easter.year) == easter
    assert all(easter_sunday(year).weekday() == 6 for year in range(1900, 2200))


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-06-19", "2026-07-20"),  # the thirtieth day is a Sunday
        ("2026-06-22", "2026-07-22"),  # a plain Wednesday
        ("2026-11-25", "2026-12-29"),  # Christmas Day, a weekend, its substitute
        ("2027-02-24", "2027-03-30"),  # Good Friday, Easter, its Monday
        ("2026-12-02", "2027-01-04"),  # New Year's Day, a Friday
        ("2027-02-28", "2027-03-30"),  # a day that is fine
    ],
)
def test_thirty_days_begin_the_day_after_and_end_on_a_working_day(
    received: str, due: str
) -> None:
    assert due_on(date.fromisoformat(received)) == date.fromisoformat(due)


def test_nobody_has_to_wait_longer_than_over_easter_or_christmas() -> None:
    day = date(2024, 1, 1)
    while day < date(2031, 1, 1):
        assert 30 <= (due_on(day) - day).days <= 35
        day += timedelta(days=1)
