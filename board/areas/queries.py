"""Reading areas and who is in them."""

from collections.abc import Sequence
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import undefer

from board.accounts.models import Person
from board.areas.boundary import Boundary, also, holds
from board.areas.models import Area, Membership
from board.db import AnyRow, Rows, db, read
from board.errors import NotFound
from board.policy import Role
from board.text import same_name


def all_areas() -> Sequence[Area]:
    """Every area by name; there are tens, not thousands."""
    return db.session.scalars(
        select(Area).where(*Area.visible(None)).order_by(Area.name)
    ).all()


CHOICES = select(Area.slug, Area.name).where(*Area.visible(None)).order_by(Area.name)


PLACES = select(
    func.coalesce(Area.latitude, (Area.south + Area.north) / 2).label("latitude"),
    func.coalesce(Area.longitude, (Area.west + Area.east) / 2).label("longitude"),
)


def choices() -> tuple[AnyRow, ...]:
    """(slug, name) of every area by name, for filters and forms."""
    return tuple(read(CHOICES))


def id_of(slug: str) -> int:
    """The number of an area, 0 where there is none.

    Remembered: an area keeps its address, and no other gets it.
    """
    known: dict[str, int] = current_app.extensions.setdefault("area_ids", {})
    if slug not in known:
        found = read(select(Area.id).where(Area.slug == slug))
        if not found:
            return 0
        known[slug] = found[0].id
    return known[slug]


def by_slug(slug: str) -> Area:
    """The area with this address, or NotFound."""
    area = db.session.scalar(select(Area).where(Area.slug == slug, *Area.visible(None)))
    if area is None:
        raise NotFound
    return area


def named(said: str) -> Area | None:
    """The area with this address, else the one that is called so, however it is
    spelled."""
    areas = all_areas()
    by_address = next((area for area in areas if area.slug == said), None)
    return by_address or next(
        (area for area in areas if same_name(area.name) == same_name(said)), None
    )


def is_drawn(shape: Boundary) -> bool:
    """Whether some area ends exactly there."""
    return (
        db.session.scalar(
            select(Area.id).where(Area.boundary == shape.boundary).limit(1)
        )
        is not None
    )


def at(latitude: float, longitude: float) -> Area | None:
    """The area inside whose boundary the point lies; the smallest where several
    overlap."""
    wide = or_(*(and_(Area.west <= x, Area.east >= x) for x in also(longitude)))
    boxed = (Area.south <= latitude, Area.north >= latitude, wide)
    size = (Area.north - Area.south) * (Area.east - Area.west)
    found = (
        select(Area)
        .where(*boxed, *Area.visible(None))
        .options(undefer(Area.boundary))
        .order_by(size, Area.id)
    )
    for area in db.session.scalars(found):
        if holds(area.boundary or "[]", latitude, longitude):
            return area
    return None


def middle() -> tuple[float, float]:
    """Where a map begins: the middle of the areas whose place is known, else London."""
    found = [
        row
        for row in read(PLACES)
        if row.latitude is not None and row.longitude is not None
    ]
    if not found:
        return (51.5, -0.12)
    first = found[0].longitude
    east = sum(turned(row.longitude - first) for row in found) / len(found)
    return (sum(row.latitude for row in found) / len(found), turned(first + east))


def turned(degrees: float) -> float:
    """A longitude, or a difference of two, from -180 to 180: the short way round the
    globe."""
    return (degrees + 180) % 360 - 180 if abs(degrees) > 180 else degrees


def between(column: Any, west: float, east: float) -> ColumnElement[bool]:
    """The longitude lies from `west` to `east`, which may be on the other side of the
    date line."""
    found: ColumnElement[bool] = column.between(west, east)
    if west < -180:
        found = or_(column <= east, column >= west + 360)
    elif east > 180:
        found = or_(column >= west, column <= east - 360)
    return found


def east_of(column: Any, longitude: float) -> Any:
    """How many degrees further east, the short way round; near the date line alone that
    needs a second look."""
    plain = column - longitude
    if abs(longitude) < 170:
        return plain
    return case((plain > 180, plain - 360), (plain < -180, plain + 360), else_=plain)


def organisers(area_id: int) -> Rows:
    """(id, name) of the people who organise in the area."""
    statement = (
        select(Person.id, Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.area_id == area_id, Membership.role == Role.ORGANISER)
        .order_by(Person.name)
    )
    return read(statement)
