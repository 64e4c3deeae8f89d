"""What an operator does about areas."""

from pathlib import Path

from flask_babel import gettext as _
from sqlalchemy import update

from board.activity.actions import record
from board.areas import actions as areas
from board.areas import queries as area_queries
from board.areas.models import Area
from board.db import db
from board.errors import Invalid
from board.imports.geojson import Group, features_of
from board.operator import verbs
from board.policy import Actor, require


def add(by: Actor, *, name: str, about: str) -> Area:
    """Add an area. Raises Invalid where there is one of that name."""
    require(by, "board.operate")
    area, is_new = areas.add_named(name, about, by=by)
    if not is_new:
        raise Invalid(_("There is an area with that name already."), "name")
    return area


def edit(area: Area, by: Actor, *, name: str, about: str) -> None:
    """Call an area something else, or say more about it; its address stays.

    Raises Invalid for the name of another one.
    """
    require(by, "board.operate")
    known = area_queries.find_named(name)
    if known is not None and known.id != area.id:
        raise Invalid(_("There is an area with that name already."), "name")
    change = update(Area).where(Area.id == area.id).values(name=name, about=about)
    db.session.execute(change)
    topics = [f"area-{area.id}", "areas"]
    record(verbs.AREA_EDITED, area, by=by, topics=topics)


def draw(area: Area, by: Actor, *, content: bytes, file_name: str) -> None:
    """Say where an area ends: all the shapes in a GeoJSON file together.

    Raises Invalid with what is wrong with the file.
    """
    require(by, "board.operate")
    try:
        shapes = features_of(content, Path(file_name or "file.geojson"))
        numbers = tuple(range(1, len(shapes) + 1))
        boundary = Group(numbers, tuple(shapes)).shape()
    except (ValueError, AttributeError, TypeError) as wrong:
        said = _("We can't read where the area ends: %(why)s", why=str(wrong)[:200])
        raise Invalid(said, "file") from wrong
    areas.draw(area, boundary, by)
