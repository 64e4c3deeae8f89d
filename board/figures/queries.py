"""Reading an area's figures: what is open about what, and how fast things
are answered."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam, func, select

from board.db import Rows, read
from board.issues.models import Issue, State, month_of

MONTHS = 12
Days = int | None  # until a post was answered; None while it is not
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


# How many posts of an area were answered after how many days, by the month they came.
WAITED = (
    select(Issue.month, Issue.answered_in, func.count().label("number"))
    .where(Issue.area_id == bindparam("area"), Issue.month >= bindparam("since"))
    .where(*Issue.visible(None))
    .group_by(Issue.month, Issue.answered_in)
    .order_by(Issue.month, Issue.answered_in)
)


def months(area_id: int, today: date) -> list[Month]:
    """The last twelve months, the oldest first; nothing where nobody posted in any of
    them."""
    newest = month_of(today.year, today.month)
    oldest = newest - MONTHS + 1
    waited: dict[int, Counter[Days]] = defaultdict(Counter)
    for row in read(WAITED, {"area": area_id, "since": oldest}):
        waited[row.month][row.answered_in] = row.number
    if not waited:
        return []
    return [_month(month, waited[month]) for month in range(oldest, newest + 1)]


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


BY_CATEGORY = (
    select(Issue.category, Issue.state, func.count().label("number"))
    .where(Issue.area_id == bindparam("area"), *Issue.visible(None))
    .group_by(Issue.category, Issue.state)
)


def by_category(area_id: int) -> list[tuple[str, int, int]]:
    """(category, open, closed) of an area's posts, the fullest first."""
    still_open: Counter[str] = Counter()
    closed: Counter[str] = Counter()
    for row in read(BY_CATEGORY, {"area": area_id}):
        posts = closed if row.state in CLOSED else still_open
        posts[row.category] += row.number
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
