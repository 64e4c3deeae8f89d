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
    AreaCategories,
    AreaCategory,
    Category,
    usual,
)
from board.db import read

# an area's own stand behind those every board begins with, and OTHER stands last
RANK_OF_OWN = len(CATEGORIES)
RANK = {slug: number for number, slug in enumerate(CATEGORIES)}
RANK[OTHER] = RANK_OF_OWN + 1
CATEGORIES_OF_AREAS = (
    select(
        Area.id,
        Area.slug,
        Area.name,
        Area.own_rules,
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


def categories_by_area() -> dict[int, AreaCategories]:
    """Every area by name, with its categories, by the area's id."""
    return {
        id: _area_categories(list(rows))
        for id, rows in groupby(read(CATEGORIES_OF_AREAS), attrgetter("id"))
    }


def _area_categories(rows: list[Any]) -> AreaCategories:
    found = dict(CATEGORIES)
    for row in rows:
        if row.category:
            found[row.category] = worded(row, offered=row.offered)
    area = rows[0]
    offered = _in_order(found)
    return AreaCategories(area.id, area.slug, area.name, offered, area.own_rules)


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
    slugs = sorted(found, key=lambda slug: RANK.get(slug, RANK_OF_OWN))
    return {slug: found[slug] for slug in slugs}


def offered(areas: Collection[AreaCategories], slug: str) -> dict[str, Category]:
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
            known = found.setdefault(slug, category)
            is_worded_alike = known[:3] == category[:3]  # all but whether it is offered
            if not is_worded_alike and slug in CATEGORIES:
                found[slug] = CATEGORIES[slug]
    return _in_order(found)
