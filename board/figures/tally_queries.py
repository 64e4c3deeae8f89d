"""What an area's figures are made of: how many posts were answered after how many days,
and how many there are about each subject."""

from typing import NamedTuple

from sqlalchemy import bindparam, func, select

from board.db import read
from board.issues.models import Issue

Days = int | None  # until a post was answered; None while it is not
HERE = Issue.area_id == bindparam("area")
WAITED = (
    select(Issue.month, Issue.answered_in, func.count())
    .where(HERE, *Issue.visible(None))
    .group_by(Issue.month, Issue.answered_in)
    .order_by(Issue.month, Issue.answered_in)
)
ABOUT = (
    select(Issue.category, Issue.state, func.count())
    .where(HERE, *Issue.visible(None))
    .group_by(Issue.category, Issue.state)
)


class Tallies(NamedTuple):
    """Numbers of posts: by the month they came and the days they waited, and by subject
    and state."""

    waited: list[tuple[int, Days, int]]
    about: list[tuple[str, str, int]]


def count_tallies(area_id: int) -> Tallies:
    """Count them as they are now."""
    here = {"area": area_id}
    waited = [(row[0], row[1], row[2]) for row in read(WAITED, here)]
    return Tallies(waited, [(row[0], row[1], row[2]) for row in read(ABOUT, here)])
