"""Reading areas and who is in them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from board.accounts.models import Person
from board.areas.models import Area, Membership
from board.db import AnyRow, Rows, db, read
from board.errors import NotFound
from board.policy import Role


def all_areas() -> Sequence[Area]:
    """Every area by name; there are tens, not thousands."""
    return db.session.scalars(select(Area).order_by(Area.name)).all()


CHOICES = select(Area.slug, Area.name).order_by(Area.name)


def choices() -> tuple[AnyRow, ...]:
    """(slug, name) of every area by name, for filters and forms."""
    return tuple(read(CHOICES))


def by_slug(slug: str) -> Area:
    """The area with this address, or NotFound."""
    area = db.session.scalar(select(Area).where(Area.slug == slug))
    if area is None:
        raise NotFound
    return area


def organisers(area_id: int) -> Rows:
    """(id, name) of the people who organise in the area."""
    statement = (
        select(Person.id, Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.area_id == area_id, Membership.role == Role.ORGANISER)
        .order_by(Person.name)
    )
    return read(statement)


def memberships_of(person_id: int) -> Sequence[Membership]:
    """Where the person belongs, each with its area."""
    statement = select(Membership).where(Membership.person_id == person_id).options(joinedload(Membership.area))
    return db.session.scalars(statement).all()
