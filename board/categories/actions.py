"""The rules of an area's categories: only operators change them, and none with posts in
it ever goes away."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from board import text
from board.activity.actions import record
from board.areas.models import Area
from board.categories import queries, verbs
from board.categories.models import CATEGORIES, AreaCategory, Category
from board.db import insert_new, put
from board.errors import Invalid
from board.policy import Actor, require

LONGEST = 20  # characters of a slug
TAKEN = _l("Another category here is called that. Choose a different name.")


def add(area: Area, by: Actor, *, name: str, hint: str, icon: str) -> str:
    """Add a category of the area's own; its slug comes back.

    Raises Invalid for a name the area has already.
    """
    require(by, "area.categories", area)
    here = queries.categories_by_area()[area.id].categories
    _check_name(name, here)
    slug = _free_slug(name, here)
    added = insert_new(
        AreaCategory,
        ["area_id", "slug"],
        area_id=area.id,
        slug=slug,
        name=name,
        hint=hint,
        icon=icon,
        offered=True,
        position=len(here),
    )
    if added is None:
        raise Invalid(TAKEN, "name")  # somebody else has just added it
    _note(area, by, slug)
    return slug


def change(
    area: Area, by: Actor, slug: str, *, name: str, hint: str, icon: str, offered: bool
) -> None:
    """Say how a category is called here and whether new posts may be in it; only
    what is unusual is stored.

    Raises Invalid for a name another one has, and for hiding the last one that is
    offered.
    """
    require(by, "area.categories", area)
    here = queries.categories_by_area()[area.id]
    others = {key: category for key, category in here.categories.items() if key != slug}
    _check_name(name, others)
    if not offered and not others.keys() & here.offered.keys():
        raise Invalid(
            _("Offer another one first: a post is always about something."), "offered"
        )
    put(
        AreaCategory,
        ["area_id", "slug"],
        area_id=area.id,
        slug=slug,
        offered=offered,
        **_unusual(slug, {"name": name, "hint": hint, "icon": icon}),
    )
    _note(area, by, slug)


def _unusual(slug: str, words: dict[str, str]) -> dict[str, str | None]:
    """The words of a category, None for each that is the usual one."""
    if slug not in CATEGORIES:
        return dict(words)
    usual = CATEGORIES[slug]._asdict()
    return {
        name: None if word == str(usual[name]) else word for name, word in words.items()
    }


def _check_name(name: str, others: Mapping[str, Category]) -> None:
    names = [text.same_name(str(category.name)) for category in others.values()]
    if text.same_name(name) in names:
        raise Invalid(TAKEN, "name")


def _free_slug(name: str, taken: Mapping[str, Category]) -> str:
    """The name as an address: a number after it where another one, now called
    differently, has it."""
    start = text.slug(name)[:LONGEST].rstrip("-")
    numbered = (
        f"{start[: LONGEST - 4].rstrip('-')}-{number}" for number in range(2, 999)
    )
    return next(slug for slug in (start, *numbered) if slug not in taken)


def _note(area: Area, by: Actor, slug: str) -> None:
    topics = [f"area-{area.id}", "areas"]
    record(verbs.CATEGORIES_SET, area, by=by, topics=topics, category=slug)
