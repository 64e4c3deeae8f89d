"""What an operator does about areas."""

from pathlib import Path

from flask_babel import gettext as _

from board.areas import actions as areas
from board.areas.models import Area
from board.errors import Invalid
from board.imports.geojson import Group, features_of
from board.policy import Actor, require


def add(by: Actor, *, name: str, about: str) -> Area:
    """Add an area. Raises Invalid where there is one of that name."""
    require(by, "board.operate")
    area, is_new = areas.add_named(name, about, by=by)
    if not is_new:
        raise Invalid(_("There is an area with that name already."), "name")
    return area


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
