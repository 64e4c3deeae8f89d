"""Reading what people are asked, and what they answered."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, or_, select
from sqlalchemy.orm import aliased

from board import clock
from board.accounts.models import Person
from board.areas.models import Area
from board.db import AnyRow, AnySelect, Conditions, Rows, read, the_one
from board.people.places import askable
from board.people.request_models import Asking, Reply, Request, Wish
from board.policy import Actor

SHOWN = 50
WEEK = timedelta(days=7)  # in which one person asks
HOLDS = timedelta(days=90)  # an answer, before one may be asked for the same again
ME: Any = bindparam("me")
# as the time is when the statement is asked
WEEK_AGO: Any = bindparam("week_ago", callable_=lambda: clock.now() - WEEK)
HOLDS_SINCE: Any = bindparam("holds_since", callable_=lambda: clock.now() - HOLDS)
_by = aliased(Person)


def _requests() -> AnySelect:
    return (
        select(
            Request.id,
            Request.person_id,
            Request.by_id,
            Request.kind,
            Request.subject_id,
            Request.words,
            Request.asked_at,
            Request.answer,
            Request.later_on,
            Request.answered_at,
            Request.lapses_at,
            Person.name,
            _by.name.label("by_name"),
            Area.name.label("area_name"),
        )
        .join(Person, Person.id == Request.person_id)
        .join(_by, _by.id == Request.by_id)
        .join(Area, Area.id == Request.area_id)
        .where(*Request.visible(ME))
        .limit(SHOWN)
    )


# what waits for an answer of the person `me`, the oldest first
WAITING = (
    _requests()
    .where(Request.person_id == ME, Request.answered_at.is_(None))
    .order_by(Request.id)
)
ANSWERED = (
    _requests()
    .where(Request.person_id == ME, Request.answered_at.is_not(None))
    .order_by(Request.answered_at.desc())
)
ASKED_BY_ME = _requests().where(Request.by_id == ME).order_by(Request.id.desc())


class Asked:
    """A request with what it is about."""

    def __init__(self, row: AnyRow, thing: Any) -> None:
        what = askable(row.kind)
        self.row = row
        self.thing = thing
        self.question = what.question(thing)
        self.address = what.address(thing)
        self.too_late = what.too_late(thing)


def with_things(rows: Rows, person: Actor) -> list[Asked]:
    """Requests with what they are about, in one statement for each kind; without those
    whose thing the person may not see any more."""
    things = {}
    for kind in sorted({row.kind for row in rows}):
        numbers = [row.subject_id for row in rows if row.kind == kind]
        for thing in askable(kind).things(numbers, person):
            things[kind, thing.id] = thing
    found = [(row, things.get((row.kind, row.subject_id))) for row in rows]
    return [Asked(row, thing) for row, thing in found if thing is not None]


def of_person(statement: AnySelect, person: Actor) -> list[Asked]:
    """One of the lists of this file, of one person."""
    return with_things(read(statement, {"me": person.id}), person)


def one(request_id: int, person: Actor) -> AnyRow:
    """A request that the person makes or answers, or NotFound."""
    return the_one(_requests().where(Request.id == request_id), {"me": person.id})


def asked_for(kind: str, subject_id: int) -> Rows:
    """(id, name) of those who were asked for a thing and have not said no."""
    about = (
        Request.kind == kind,
        Request.subject_id == subject_id,
        Request.answer.is_distinct_from(Reply.NO),
    )
    statement = select(Person.id, Person.name).join(
        Request, Request.person_id == Person.id
    )
    return read(statement.where(*about).order_by(Request.id).limit(SHOWN))


def is_against(person: Any, by: Any) -> Conditions:
    """What speaks against asking somebody now, whatever it is for: they do not want it,
    or somebody else than `by` asked them within seven days, and they mind that."""
    said = exists().where(Asking.person_id == person)
    asked = exists().where(
        Request.person_id == person,
        Request.by_id != by,
        Request.asked_at > WEEK_AGO,
    )
    minds = ~said.where(Asking.wish == Wish.ANY)
    return said.where(Asking.wish == Wish.NONE), and_(asked, minds)


def was_asked(person: Any, kind: str, subject_id: Any) -> ColumnElement[bool]:
    """Whether somebody was asked for a thing and waits with the answer, said yes, or
    said lately that they do not want to, or not now."""
    this = (
        Request.person_id == person,
        Request.kind == kind,
        Request.subject_id == subject_id,
    )
    holds = or_(
        Request.answered_at.is_(None),
        and_(
            Request.answer.is_not(None),
            Request.answered_at > HOLDS_SINCE,
        ),
    )
    return exists().where(*this, holds)


def is_asked(person: Any, kinds: Iterable[str], subject_id: Any) -> ColumnElement[bool]:
    """Whether somebody is asked for a thing, as one of these kinds, and has said
    neither yes nor no."""
    this = (
        Request.person_id == person,
        Request.kind.in_(kinds),
        Request.subject_id == subject_id,
    )
    open_still = or_(Request.answered_at.is_(None), Request.later_on.is_not(None))
    return exists().where(*this, open_still, *Request.visible(person))


def can_be_asked(
    person: Any, by: Any, kind: str, subject_id: Any
) -> list[ColumnElement[bool]]:
    """What is true of those whom `by` may ask for a thing now; all but the kind are
    columns or numbers."""
    against = (
        *is_against(person, by),
        was_asked(person, kind, subject_id),
        askable(kind).has_part(person, subject_id),
    )
    return [~one for one in against]
