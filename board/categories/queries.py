"""Reading what categories areas have: the table is tiny, and read whole."""

from collections.abc import Collection, Iterable, Mapping
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import select

from board.areas.models import Area
from board.categories.models import (
    CATEGORIES,
    OTHER,
    AreaCategory,
    Category,
    Shelves,
    usual,
)
from board.db import read

RANK = {slug: number for number, slug in enumerate(CATEGORIES)} | {
    OTHER: len(CATEGORIES) + 1
}
SHELVES = (
    select(
        *(Area.id, Area.slug, Area.name),
        AreaCategory.slug.label("category"),
        AreaCategory.name.label("category_name"),
        AreaCategory.hint.label("category_hint"),
        AreaCategory.icon.label("category_icon"),
        AreaCategory.offered,
    )
    .outerjoin(AreaCategory, AreaCategory.area_id == Area.id)
    .where(*Area.visible(None))
    .order_by(Area.name, Area.id, AreaCategory.position, AreaCategory.slug)
)


def shelves() -> dict[int, Shelves]:
    """Every area by name, with its categories, by the area's id."""
    return {
        id: _shelves(list(rows))
        for id, rows in groupby(read(SHELVES), attrgetter("id"))
    }


def _shelves(rows: list[Any]) -> Shelves:
    found = CATEGORIES | {
        row.category: worded(row, offered=row.offered) for row in rows if row.category
    }
    return Shelves(rows[0].id, rows[0].slug, rows[0].name, _in_order(found))


def worded(row: Any, *, offered: bool = True) -> Category:
    """A category in an area's words, of a row that holds what the area has set: all
    else is as usual."""
    name, hint, icon, _ = usual(row.category)
    return Category(
        name if row.category_name is None else row.category_name,
        hint if row.category_hint is None else row.category_hint,
        row.category_icon or icon,
        offered,
    )


def _in_order(found: Mapping[str, Category]) -> dict[str, Category]:
    return dict(
        sorted(found.items(), key=lambda item: RANK.get(item[0], len(CATEGORIES)))
    )


def offered(areas: Collection[Shelves], slug: str) -> dict[str, Category]:
    """What an area offers, in its words; as long as none is named, what any of them
    does."""
    named = [here for here in areas if here.slug == slug]
    return together(here.offered for here in named or areas)


def together(several: Iterable[Mapping[str, Category]]) -> dict[str, Category]:
    """What stands in any of these: in their words where they agree, else in the usual
    ones."""
    found: dict[str, Category] = {}
    for categories in several:
        for slug, category in categories.items():
            if (
                found.setdefault(slug, category)[:3] != category[:3]
                and slug in CATEGORIES
            ):
                found[slug] = CATEGORIES[slug]
    return _in_order(found)
