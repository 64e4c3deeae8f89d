"""Reading an area's figures: what is open about what, and how fast things
are answered."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam, select

from board.db import Rows, read
from board.figures.large_story_queries import tallies_of
from board.figures.tally_queries import Days
from board.figures.year_queries import MONTHS, Year, year_of
from board.issues.models import Issue, State, month_of

CLOSED = [state for state in State if state.is_ending]


@dataclass(frozen=True)
class Month:
    """How a month's posts were answered; `median` is in days, None where none was."""

    first: date
    posted: int
    answered: int
    median: int | None

    @property
    def share(self) -> int:
        """How many of a hundred were answered."""
        return round(100 * self.answered / self.posted) if self.posted else 0


class Figures(NamedTuple):
    """What an area's page shows in figures; `by_category` is (category, open, closed),
    the fullest first."""

    year: Year
    months: list[Month]
    by_category: list[tuple[str, int, int]]


def figures_of(area_id: int, today: date) -> Figures:
    """The figures of an area on this day."""
    tallies = tallies_of(area_id)
    return Figures(
        year_of(area_id, today, _posted(tallies.waited)),
        _months(tallies.waited, today),
        _by_category(tallies.about),
    )


def _posted(waited: list[tuple[int, Days, int]]) -> Counter[int]:
    """How many came in each month, however long they waited."""
    posted: Counter[int] = Counter()
    for month, _days, number in waited:
        posted[month] += number
    return posted


def _months(waited: list[tuple[int, Days, int]], today: date) -> list[Month]:
    """The last twelve months, the oldest first; nothing where nobody posted in any of
    them."""
    newest = month_of(today.year, today.month)
    months = range(newest - MONTHS + 1, newest + 1)
    by_month: dict[int, Counter[Days]] = defaultdict(Counter)
    for month, days, number in waited:
        if month in months:
            by_month[month][days] = number
    return [_month(month, by_month[month]) for month in months] if by_month else []


def _month(month: int, waited: Counter[Days]) -> Month:
    """A month by how many of its posts waited so many days."""
    first = date(month // 12, month % 12 + 1, 1)
    posted = waited.total()
    answered = posted - waited[None]
    return Month(first, posted, answered, _median(waited, answered))


def _median(waited: Counter[Days], answered: int) -> Days:
    """The number of days after which half of those were answered that were."""
    so_far = 0
    for days in sorted(day for day in waited if day is not None):
        so_far += waited[days]
        if 2 * so_far >= answered:
            return days
    return None


def _by_category(about: list[tuple[str, str, int]]) -> list[tuple[str, int, int]]:
    """(category, open, closed) of an area's posts, the fullest first."""
    still_open: Counter[str] = Counter()
    closed: Counter[str] = Counter()
    for category, state, number in about:
        posts = closed if state in CLOSED else still_open
        posts[category] += number
    figures = [
        (category, still_open[category], closed[category])
        for category in still_open + closed
    ]
    figures.sort(key=_fullest_first)
    return figures


def _fullest_first(figure: tuple[str, int, int]) -> tuple[int, str]:
    category, still_open, closed = figure
    return -(still_open + closed), category


MOST_WANTED = (
    select(Issue.id, Issue.title, Issue.second_count)
    .where(
        Issue.area_id == bindparam("area"),
        Issue.second_count > 0,
        Issue.state.not_in(CLOSED),
        *Issue.visible(None),
    )
    .order_by(Issue.second_count.desc(), Issue.id.desc())
    .limit(5)
)


def most_wanted(area_id: int) -> Rows:
    """The open posts of an area that most people second."""
    return read(MOST_WANTED, {"area": area_id})
