"""Lists of issues by filter, order and cursor."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, func, literal, select, tuple_

from board.db import AnySelect, Rows, read
from board.issues import cursors, nearby
from board.issues.filters import Filter, Here, conditions, here
from board.issues.models import Issue
from board.issues.queries import CARDS

PAGE = 12  # whole rows of two, of three and of four
FEW = 2000  # posts that are sorted rather than looked for along the order
# The fields of a filter that have an index of their own.
INDEXED = ("area", "category", "kind", "state", "near")


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
    rows = _read(wanted, limit + 1, whole, placed)
    has_more = len(rows) > limit
    cursor = cursors.encode(rows[limit - 1]) if has_more else ""
    return Page(tuple(rows[:limit]), cursor)


def _read(wanted: Filter, limit: int, whole: bool, placed: bool) -> Rows:
    on_board = here(wanted)
    lead = _lead(wanted, on_board)
    if lead or not wanted.is_by_distance:
        return read(_listing(wanted, limit, on_board, lead, whole, placed))
    after = cursors.decode(wanted.after, "near")
    passed = after[0] if after else 0.0
    rows: Rows = []
    for km in nearby.growing_circles(wanted.within, passed):
        circle = replace(wanted, within=km)
        rows = read(_listing(circle, limit, on_board, "near", whole, placed))
        if len(rows) == limit:
            break
    return rows


def _lead(wanted: Filter, on_board: Here) -> str:
    """The field of the filter that leaves few enough to sort, where databases could
    think another one narrower; else ""."""
    asked = tuple(name for name in INDEXED if getattr(wanted, name))
    if wanted.q or (len(asked) < 2 and not wanted.near):
        return ""
    values = {name: getattr(wanted, name) for name in asked}
    only = Filter(within=wanted.within, **values)
    counts = read(_counts(only, asked, on_board))[0]
    for name, count in zip(asked, counts, strict=True):
        if count < FEW:
            return name
    return ""


@lru_cache(64)
def _counts(wanted: Filter, asked: tuple[str, ...], on_board: Here) -> AnySelect:
    """How many posts each of these fields leaves by itself; none is counted further
    than FEW."""
    counts = []
    for name in asked:
        value = {name: getattr(wanted, name)}
        only = Filter(within=wanted.within, **value)
        found = _left_by(only, name, on_board).subquery()
        counts.append(select(func.count()).select_from(found).scalar_subquery())
    return select(*counts)


def _left_by(only: Filter, name: str, on_board: Here) -> AnySelect:
    if only.near:
        in_box = nearby.box(only.near, only.within)
        found = select(Issue.longitude).where(*in_box, *Issue.visible(None))
    else:
        found = select(Issue.id).where(*conditions(only, on_board, name))
    return found.limit(FEW)


@lru_cache(64)  # writing the query takes as long as asking it
def _listing(
    wanted: Filter, limit: int, on_board: Here, lead: str, whole: bool, placed: bool
) -> AnySelect:
    key = _key(wanted)
    direction = [key, Issue.id]
    if not wanted.is_by_distance:
        direction = [key.desc(), Issue.id.desc()]
    # The ids first, the rest only of those that are shown: sorting whole rows costs ten
    # times as much.
    found = select(Issue.id, key.label("key"))
    found = found.where(*conditions(wanted, on_board, lead))
    if placed:
        found = found.where(Issue.latitude.is_not(None), Issue.longitude.is_not(None))
    after = cursors.decode(wanted.after, wanted.sort)
    if after is not None:
        found = found.where(_is_after(wanted, key, after))
    ids = found.order_by(*direction).limit(limit).subquery("found")
    cards = CARDS.add_columns(Issue.body) if whole else CARDS
    cards = cards.join(ids, ids.c.id == Issue.id).add_columns(ids.c.key)
    return cards.order_by(*direction)


def _key(wanted: Filter) -> Any:
    """What the list is sorted by, then by id: nearest, or newest, or most first."""
    if wanted.sort == "near" and wanted.near:
        return nearby.distance(wanted.near)
    if wanted.sort == "active":
        return Issue.active_at
    if wanted.sort == "seconded":
        return Issue.second_count
    return Issue.created_at


def _is_after(wanted: Filter, key: Any, after: tuple[Any, int]) -> ColumnElement[bool]:
    place = tuple_(key, Issue.id)
    last = tuple_(*map(literal, after))
    return place > last if wanted.is_by_distance else place < last
