"""Who asks to be let in as a member, and what became of it."""

from functools import cache

from sqlalchemy import bindparam, select

from board.accounts.models import Person
from board.areas.models import Area, JoinRequest
from board.db import AnyRow, AnySelect, db, read


def request_of(area_id: int, person_id: int) -> AnyRow | None:
    """What somebody asked of an area, and when it was answered; None without."""
    columns = (JoinRequest.asked_at, JoinRequest.answered_at)
    mine = (JoinRequest.person_id == person_id, JoinRequest.area_id == area_id)
    found = read(select(*columns).where(*mine))
    return found[0] if found else None


def waiting() -> AnySelect:
    """Who waits to be let in to `area`, the longest first, with what they wrote. For
    its organisers."""
    columns = (JoinRequest.words, JoinRequest.asked_at, Person.id, Person.name)
    return (
        select(*columns)
        .join(Person, Person.id == JoinRequest.person_id)
        .where(
            JoinRequest.area_id == bindparam("area"), JoinRequest.answered_at.is_(None)
        )
        .order_by(JoinRequest.asked_at, Person.id)
    )


@cache
def of_person() -> AnySelect:
    """What `me` asked and is not let in to: the area, and when it was answered."""
    return (
        select(Area.id, Area.slug, Area.name, JoinRequest.answered_at)
        .join(Area, Area.id == JoinRequest.area_id)
        .where(JoinRequest.person_id == bindparam("me"), *Area.visible(None))
        .order_by(Area.name)
    )


def lock_waiting(area_id: int, people: list[int]) -> list[int]:
    """Of these people those who wait for this area's answer; their rows are locked."""
    waits = (
        JoinRequest.area_id == area_id,
        JoinRequest.person_id.in_(people),
        JoinRequest.answered_at.is_(None),
    )
    found = select(JoinRequest.person_id).where(*waits).order_by(JoinRequest.person_id)
    return list(db.session.scalars(found.with_for_update()))
