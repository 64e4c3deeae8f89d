"""Whom an area's organisers ring next: when they were last spoken to, and who rings;
nothing of what was said."""

from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from board.accounts.models import Person
from board.db import AnySelect, Rows, read, when_asked
from board.one_to_ones.models import FollowUp, OneToOne
from board.policy import Actor

PAGE = 20


def to_ring(area_id: int, after: int = 0) -> Rows:
    """(id of a talk, called, spoken_on, next_on, caller_id, caller) of each person for
    whom a next step waits, in a fixed order; one more than a page."""
    found, _next_on = _waiting(area_id)
    if after:
        found = found.where(OneToOne.id > after)
    return read(found.order_by(OneToOne.id).limit(PAGE + 1))


def due(area_id: int, me: Actor, until: date) -> AnySelect:
    """The same of those whom I ring, or nobody yet, and whose day comes until then, the
    most overdue first."""
    found, next_on = _waiting(area_id)
    mine = or_(FollowUp.caller_id.is_(None), FollowUp.caller_id == me.id)
    return found.where(mine, next_on <= until).order_by(next_on, OneToOne.id)


def _waiting(area_id: int) -> tuple[AnySelect, ColumnElement[date]]:
    """Whom to ring, and by when."""
    here = (OneToOne.area_id == area_id, *OneToOne.may_ring())
    waits = and_(OneToOne.next_on.is_not(None), OneToOne.done_on.is_(None))
    spoken = func.coalesce(OneToOne.done_on, OneToOne.held_on)
    people = (
        select(
            OneToOne.whom,
            func.max(spoken).label("spoken_on"),
            func.min(case((waits, OneToOne.next_on))).label("next_on"),
            func.max(OneToOne.id).label("newest"),
        )
        .where(*here)
        .group_by(OneToOne.whom)
        .subquery()
    )
    other = aliased(Person)
    caller = aliased(Person)
    claimed = and_(
        FollowUp.area_id == area_id,
        FollowUp.whom == people.c.whom,
        FollowUp.until > when_asked(),
    )
    found = (
        select(
            OneToOne.id,
            case((OneToOne.name != "", OneToOne.name), else_=other.name).label(
                "called"
            ),
            people.c.spoken_on,
            people.c.next_on,
            FollowUp.caller_id,
            caller.name.label("caller"),
        )
        .join(people, people.c.newest == OneToOne.id)
        .outerjoin(other, other.id == OneToOne.with_id)
        .outerjoin(FollowUp, claimed)
        .outerjoin(caller, caller.id == FollowUp.caller_id)
        .where(people.c.next_on.is_not(None), *here)
    )
    return found, people.c.next_on
