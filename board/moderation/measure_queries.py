"""Reading what keeps people out of an area or the board, or limits them, and until
when."""

from typing import Any

from sqlalchemy import ColumnElement, String, bindparam, cast, exists, func, or_, select

from board import clock
from board.accounts.models import Person
from board.areas.models import Area
from board.db import AnyRow, Rows, read
from board.moderation.measure_models import Measure

# the time as it is when the statement is asked
NOW: Any = bindparam("now", callable_=clock.now)
IN_FORCE: tuple[ColumnElement[bool], ...] = (
    Measure.ended_at.is_(None),
    or_(Measure.until.is_(None), Measure.until > NOW),
)
# Beside who asks, in the statement that every page makes.
KEPT_OUT = (
    select(func.aggregate_strings(cast(func.coalesce(Measure.area_id, 0), String), ","))
    .where(Measure.person_id == Person.id, Measure.kind == "ban", *IN_FORCE)
    .correlate(Person)
    .scalar_subquery()
)


def keeps_out(person: Any, area: Any) -> ColumnElement[bool]:
    """Whether a person is kept out of an area, or of the whole board."""
    return exists().where(
        Measure.person_id == person,
        Measure.kind == "ban",
        *IN_FORCE,
        or_(Measure.area_id.is_(None), Measure.area_id == area),
    )


def measures_of(case_id: int) -> Rows:
    """What holds because of a case now."""
    of_case = (Measure.case_id == case_id, *IN_FORCE)
    columns = (Measure.kind, Measure.until, Area.name.label("area_name"))
    found = select(*columns).outerjoin(Area, Area.id == Measure.area_id).where(*of_case)
    return read(found)


def measures_on(me: int) -> Rows:
    """What keeps a person out or limits them now."""
    theirs = (
        select(
            Measure.kind,
            Measure.reason,
            Measure.until,
            Measure.case_id,
            Area.name.label("area_name"),
        )
        .outerjoin(Area, Area.id == Measure.area_id)
        .where(Measure.person_id == me, *IN_FORCE)
        .order_by(Measure.id)
    )
    return read(theirs)


def ban_of(me: int, address_hash: str, domain: str) -> AnyRow | None:
    """What keeps this person, their address or its domain out of the whole board."""
    statement = (
        select(Measure.reason, Measure.until, Measure.case_id, Measure.domain)
        .where(Measure.kind == "ban", Measure.area_id.is_(None), *IN_FORCE)
        .where(
            or_(
                Measure.person_id == me,
                Measure.address_hash == address_hash,
                Measure.domain == domain,
            )
        )
        .order_by(Measure.until.desc().nulls_first())
        .limit(1)
    )
    rows = read(statement)
    return rows[0] if rows else None
