"""Reading areas and who is in them."""

from collections.abc import Sequence
from typing import Any

from flask import current_app
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import undefer

from board.accounts.models import Person
from board.areas.boundary import Boundary, contains
from board.areas.longitude import also, turned
from board.areas.models import IS_ORGANISER, Area, Membership
from board.areas.outlines import SmallMap, geojson, small_map
from board.db import AnyRow, Rows, db, read, the_one
from board.errors import NotFound
from board.photos.models import Photo
from board.photos.queries import COVER, is_cover_of
from board.text import same_name

LONDON = (51.5, -0.12)
CHOICES = select(Area.slug, Area.name).where(*Area.visible(None)).order_by(Area.name)
_halfway_north = (Area.south + Area.north) / 2
_halfway_east = (Area.west + Area.east) / 2
CARDS = (
    select(Area.id, Area.slug, Area.name, Area.about, *COVER)
    .outerjoin(Photo, and_(is_cover_of(Area), *Photo.visible(None)))
    .where(*Area.visible(None))
)
PLACES = select(
    func.coalesce(Area.latitude, _halfway_north).label("latitude"),
    func.coalesce(Area.longitude, _halfway_east).label("longitude"),
)


def all_areas() -> Sequence[Area]:
    """Every area by name; there are tens, not thousands."""
    statement = select(Area).where(*Area.visible(None)).order_by(Area.name)
    return db.session.scalars(statement).all()


def cards() -> Rows:
    """Every area by name, with its picture."""
    return read(CARDS.order_by(Area.name))


def card(area_id: int) -> AnyRow:
    """One area with its picture, or NotFound."""
    return the_one(CARDS.where(Area.id == area_id))


def features() -> list[dict[str, Any]]:
    """Every area by name as a feature of a map, with its outline."""
    columns = (Area.name, Area.slug, Area.boundary, Area.latitude, Area.longitude)
    drawn = select(*columns).where(*Area.visible(None)).order_by(Area.name)
    return [geojson(row) for row in read(drawn)]


def boundary_of(area_id: int) -> str | None:
    """The outline of one area, None where it has none."""
    found = read(select(Area.boundary).where(Area.id == area_id, *Area.visible(None)))
    return found[0].boundary if found else None


def place_in(area_id: int, latitude: float, longitude: float) -> SmallMap | None:
    """A point drawn in the outline of its area, None where it does not lie in one."""
    boundary = boundary_of(area_id)
    if boundary is None or not contains(boundary, latitude, longitude):
        return None
    return small_map(boundary, latitude, longitude)


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
    statement = select(Area).where(Area.slug == slug, *Area.visible(None))
    area = db.session.scalar(statement)
    if area is None:
        raise NotFound
    return area


def find_named(name: str) -> Area | None:
    """The area with this address, else the one that is called so, however it is
    spelled."""
    areas = all_areas()
    for area in areas:
        if area.slug == name:
            return area
    for area in areas:
        if same_name(area.name) == same_name(name):
            return area
    return None


def is_drawn(shape: Boundary) -> bool:
    """Whether some area ends exactly there."""
    same = select(Area.id).where(Area.boundary == shape.boundary).limit(1)
    return db.session.scalar(same) is not None


def at(latitude: float, longitude: float) -> Area | None:
    """The area inside whose boundary the point lies; the smallest where several
    overlap."""
    in_box = (
        Area.south <= latitude,
        Area.north >= latitude,
        or_(*(and_(Area.west <= x, Area.east >= x) for x in also(longitude))),
    )
    height = Area.north - Area.south
    width = Area.east - Area.west
    statement = (
        select(Area)
        .where(*in_box, *Area.visible(None))
        .options(undefer(Area.boundary))
        .order_by(height * width, Area.id)
    )
    for area in db.session.scalars(statement):
        if contains(area.boundary or "[]", latitude, longitude):
            return area
    return None


def middle() -> tuple[float, float]:
    """Where a map begins: the middle of the areas whose place is known, else London."""
    known = [
        (row.latitude, row.longitude)
        for row in read(PLACES)
        if row.latitude is not None and row.longitude is not None
    ]
    if not known:
        return LONDON
    latitudes = [latitude for latitude, _longitude in known]
    _latitude, first = known[0]
    # how much further east than the first each is, since 179 and -179 are neighbours
    further_east = [turned(longitude - first) for _latitude, longitude in known]
    east = sum(further_east) / len(known)
    return sum(latitudes) / len(known), turned(first + east)


def organisers(area_id: int) -> Rows:
    """(id, name) of the people who organise in the area."""
    statement = (
        select(Person.id, Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.area_id == area_id, IS_ORGANISER)
        .order_by(Person.name)
    )
    return read(statement)
