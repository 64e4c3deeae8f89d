"""Lists of issues by filter, order and cursor."""

import base64
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, cast, func, literal, select, tuple_

from board.activity.models import Follow
from board.areas.queries import id_of
from board.db import AnyRow, AnySelect, Rows, db, read
from board.issues import nearby
from board.issues.models import Issue
from board.issues.queries import CARDS
from board.issues.search import matches

PAGE = 18  # whole rows of two and of three
FEW = 2000  # posts that are sorted rather than looked for along the order


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


class Here(NamedTuple):
    """What the same filter means on this board: its database, and the number of the
    area, 0 for none we know."""

    dialect: str
    area_id: int | None


@dataclass(frozen=True)
class Page:
    """Rows of a list and the cursor of what follows; empty at the end."""

    rows: Rows
    next: str = ""


def listed(
    wanted: Filter, limit: int = PAGE, *, whole: bool = False, placed: bool = False
) -> Page:
    """One page of issues; cost does not grow with how far one has paged.

    `whole` brings the text along, `placed` leaves out those without a position.
    """
    rows = _read(wanted, limit + 1, (whole, placed))
    more = len(rows) > limit
    return Page(tuple(rows[:limit]), _encode(rows[limit - 1]) if more else "")


def _read(wanted: Filter, limit: int, more: tuple[bool, bool]) -> Rows:
    here = Here(db.engine.dialect.name, id_of(wanted.area) if wanted.area else None)
    lead = _lead(wanted, here)
    if wanted.near is None or wanted.sort != "near" or lead:
        return read(_listing(wanted, limit, here, lead, more))
    after = _decode(wanted.after, "near")
    rows: Rows = []
    for km in nearby.rungs(wanted.within, after[0] if after else 0.0):
        rows = read(_listing(replace(wanted, within=km), limit, here, "near", more))
        if len(rows) == limit:
            break
    return rows


def _lead(wanted: Filter, here: Here) -> str:
    """The filter that leaves few enough to sort, where databases could think another
    one narrower; else nothing."""
    asked = [
        name
        for name in ("area", "category", "kind", "state", "near")
        if getattr(wanted, name)
    ]
    if wanted.q or (len(asked) < 2 and not wanted.near):
        return ""
    only = Filter(
        within=wanted.within, **{name: getattr(wanted, name) for name in asked}
    )
    found = read(_probes(only, tuple(asked), here))[0]
    return next(
        (name for name, count in zip(asked, found, strict=True) if count < FEW), ""
    )


@lru_cache(64)
def _probes(wanted: Filter, asked: tuple[str, ...], here: Here) -> AnySelect:
    """How many posts each filter leaves by itself; none is counted further than is
    worth knowing."""
    each = (
        _probe(
            Filter(within=wanted.within, **{name: getattr(wanted, name)}), name, here
        )
        for name in asked
    )
    return select(
        *(
            select(func.count()).select_from(found.subquery()).scalar_subquery()
            for found in each
        )
    )


def _probe(only: Filter, name: str, here: Here) -> AnySelect:
    if only.near:
        return (
            select(Issue.longitude)
            .where(*nearby.box(only.near, only.within), *Issue.visible(None))
            .limit(FEW)
        )
    return select(Issue.id).where(*_conditions(only, here, name)).limit(FEW)


@lru_cache(64)  # writing the query takes as long as asking it
def _listing(
    wanted: Filter, limit: int, here: Here, lead: str, more: tuple[bool, bool]
) -> AnySelect:
    order, key = _order(wanted)
    whole, placed = more
    # The ids first, the rest only of those that are shown: sorting whole rows costs ten
    # times as much.
    found = select(Issue.id, key[0].label("key")).where(
        *_conditions(wanted, here, lead)
    )
    if placed:
        found = found.where(Issue.latitude.is_not(None), Issue.longitude.is_not(None))
    after = _decode(wanted.after, wanted.sort)
    if after is not None:
        comparison = (
            tuple_(*key) > tuple_(*map(literal, after))
            if wanted.sort == "near" and wanted.near
            else (tuple_(*key) < tuple_(*map(literal, after)))
        )
        found = found.where(comparison)
    ids = found.order_by(*order).limit(limit).subquery("found")
    cards = (CARDS.add_columns(Issue.body) if whole else CARDS).join(
        ids, ids.c.id == Issue.id
    )
    return cards.add_columns(ids.c.key).order_by(*order)


def _order(wanted: Filter) -> tuple[list[Any], list[Any]]:
    if wanted.sort == "near" and wanted.near:
        distance = nearby.distance(wanted.near)
        return [distance, Issue.id], [distance, Issue.id]
    column: Any = {"active": Issue.active_at, "seconded": Issue.second_count}.get(
        wanted.sort, Issue.created_at
    )
    return [column.desc(), Issue.id.desc()], [column, Issue.id]


def _conditions(wanted: Filter, here: Here, lead: str) -> list[ColumnElement[bool]]:
    found = list(Issue.visible(None))
    for name in ("category", "kind", "state"):
        if getattr(wanted, name):
            column = getattr(Issue, name)
            # The index of the filter that leads is to be taken, not theirs: hence the
            # empty text, and nought below.
            found.append(
                (column if lead in ("", name) else column + "") == getattr(wanted, name)
            )
    if wanted.area:
        found.append(
            (Issue.area_id if lead in ("", "area") else Issue.area_id + 0)
            == here.area_id
        )
    if wanted.photo:
        found.append(Issue.photo_count > 0)
    if wanted.mine:
        found.append(Issue.author_id == wanted.mine)
    if wanted.followed:
        found.append(Issue.id.in_(_followed_by(wanted.followed)))
    if wanted.q:
        found.append(matches(wanted.q, here.dialect))
    if wanted.near:
        found += (nearby.around if lead == "near" else nearby.within)(
            wanted.near, wanted.within
        )
    return found


def _followed_by(person_id: int) -> AnySelect:
    mine = (Follow.person_id == person_id, Follow.topic.startswith("issue-"))
    return select(cast(func.substr(Follow.topic, len("issue-") + 1), Integer)).where(
        *mine
    )


def _encode(row: AnyRow) -> str:
    values = [row.key.isoformat() if isinstance(row.key, datetime) else row.key, row.id]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _decode(cursor: str, sort: str) -> tuple[Any, int] | None:
    """The position a cursor stands for; an unreadable one means the beginning."""
    try:
        value, id = json.loads(
            base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        )
        if not 0 < int(id) < 2**31:
            return None
        if sort == "near":
            return float(value), int(id)
        if sort == "seconded":
            return max(-1, min(int(value), 2**31 - 1)), int(id)
        moment = datetime.fromisoformat(value)
        return (moment.astimezone(UTC), int(id)) if moment.tzinfo else None
    except (ValueError, TypeError, OverflowError):
        return None
