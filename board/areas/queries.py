"""Reading areas and who is in them."""

from collections.abc import Sequence

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import undefer

from board.accounts.models import Person
from board.areas.boundary import holds
from board.areas.models import Area, Membership
from board.db import AnyRow, Rows, db, read
from board.errors import NotFound
from board.policy import Role
from board.text import same_name


def all_areas() -> Sequence[Area]:
    """Every area by name; there are tens, not thousands."""
    return db.session.scalars(select(Area).order_by(Area.name)).all()


CHOICES = select(Area.slug, Area.name).order_by(Area.name)


MIDDLE = select(
    func.avg(func.coalesce(Area.latitude, (Area.south + Area.north) / 2)).label("latitude"),
    func.avg(func.coalesce(Area.longitude, (Area.west + Area.east) / 2)).label("longitude"),
)


def choices() -> tuple[AnyRow, ...]:
    """(slug, name) of every area by name, for filters and forms."""
    return tuple(read(CHOICES))


def id_of(slug: str) -> int:
    """The number of an area, 0 where there is none. Remembered: an area keeps its address, and no other gets it."""
    known: dict[str, int] = current_app.extensions.setdefault("area_ids", {})
    if slug not in known:
        found = read(select(Area.id).where(Area.slug == slug))
        if not found:
            return 0
        known[slug] = found[0].id
    return known[slug]


def by_slug(slug: str) -> Area:
    """The area with this address, or NotFound."""
    area = db.session.scalar(select(Area).where(Area.slug == slug))
    if area is None:
        raise NotFound
    return area


def named(said: str) -> Area | None:
    """The area with this address, else the one that is called so, however it is spelled."""
    areas = all_areas()
    by_address = next((area for area in areas if area.slug == said), None)
    return by_address or next((area for area in areas if same_name(area.name) == same_name(said)), None)


def at(latitude: float, longitude: float) -> Area | None:
    """The area inside whose boundary the point lies; the smallest where several overlap."""
    boxed = (Area.south <= latitude, Area.north >= latitude, Area.west <= longitude, Area.east >= longitude)
    size = (Area.north - Area.south) * (Area.east - Area.west)
    found = select(Area).where(*boxed).options(undefer(Area.boundary)).order_by(size, Area.id)
    for area in db.session.scalars(found):
        if holds(area.boundary or "[]", latitude, longitude):
            return area
    return None


def middle() -> tuple[float, float]:
    """Where a map begins: the middle of the areas whose place is known, else London."""
    found = read(MIDDLE)[0]
    return (found.latitude, found.longitude) if found.latitude is not None else (51.5, -0.12)


def organisers(area_id: int) -> Rows:
    """(id, name) of the people who organise in the area."""
    statement = (
        select(Person.id, Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.area_id == area_id, Membership.role == Role.ORGANISER)
        .order_by(Person.name)
    )
    return read(statement)
