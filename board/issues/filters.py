"""What a list of issues is narrowed to, and the conditions that say so to the
database."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, cast, func, select

from board.activity.models import Follow
from board.areas.queries import id_of
from board.db import AnySelect, db
from board.issues import nearby
from board.issues.models import Issue
from board.issues.search import matches


@dataclass(frozen=True)
class Filter:
    """What a list of issues is narrowed to; every field may be empty."""

    q: str = ""
    area: str = ""
    category: str = ""
    kind: str = ""
    state: str = ""
    sort: str = "new"
    near: nearby.Place | None = None
    within: float = nearby.NEARBY_KM  # of `near`, in kilometres
    mine: int = 0  # the person whose posts are wanted
    followed: int = 0  # the person who follows what is wanted
    photo: bool = False  # only with a picture
    after: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for, or all of it in the usual order."""
        return self != Filter()

    @property
    def is_by_distance(self) -> bool:
        """Whether the nearest stand first."""
        return self.sort == "near" and self.near is not None


class Here(NamedTuple):
    """What the same filter means on this board: its database, and the number of the
    area, 0 for none we know."""

    dialect: str
    area_id: int | None


def here(wanted: Filter) -> Here:
    """What the filter means on this board."""
    area_id = id_of(wanted.area) if wanted.area else None
    return Here(db.engine.dialect.name, area_id)


def conditions(wanted: Filter, here: Here, lead: str) -> list[ColumnElement[bool]]:
    """The filter as conditions. `lead` names the field whose index is to be taken, ""
    where the database may choose."""
    found = list(Issue.visible(None))
    for name in ("category", "kind", "state"):
        value = getattr(wanted, name)
        if value:
            column = getattr(Issue, name)
            # The empty text, and nought below, keep the database from the index.
            found.append((column if lead in ("", name) else column + "") == value)
    if wanted.area:
        area_id: Any = Issue.area_id if lead in ("", "area") else Issue.area_id + 0
        found.append(area_id == here.area_id)
    if wanted.photo:
        found.append(Issue.photo_count > 0)
    if wanted.mine:
        found.append(Issue.author_id == wanted.mine)
    if wanted.followed:
        found.append(Issue.id.in_(_followed_by(wanted.followed)))
    if wanted.q:
        found.append(matches(wanted.q, here.dialect))
    if wanted.near:
        in_circle = nearby.around if lead == "near" else nearby.within
        found += in_circle(wanted.near, wanted.within)
    return found


def _followed_by(person_id: int) -> AnySelect:
    issue_id = cast(func.substr(Follow.topic, len("issue-") + 1), Integer)
    return select(issue_id).where(
        Follow.person_id == person_id, Follow.topic.startswith("issue-")
    )
