"""How often people did what, counted from the log and from who came."""

from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, exists, func, literal, or_, select, union_all

from board.accounts.models import Person
from board.activity.models import Activity
from board.campaigns import verbs as campaigns
from board.db import Rows, read, table_of
from board.events.models import Attendance, Event, EventLeader, Kind
from board.issues import verbs as issues
from board.roles import verbs as roles
from board.talent.models import Deed, DeedKind
from board.tasks import verbs as tasks
from board.tasks.claim_models import Claim
from board.training.session_models import Session

DEEDS = table_of(Deed)
LATEST = DEEDS.c.kind == DeedKind.LATEST
OF_ONE = {
    issues.POSTED: DeedKind.POSTED,
    tasks.COMPLETED: DeedKind.FINISHED,
    roles.HELD: DeedKind.LED,
    campaigns.STARTED: DeedKind.LED,
    tasks.LED: DeedKind.LED,
}


def untrue() -> Rows:
    """(person_id, area_id, kind) of deeds that are not counted as often as they were
    done."""
    return read(_untrue())


@cache
def _untrue() -> CompoundSelect[Any]:
    names = ("person_id", "area_id", "kind", "times")
    counted = everything().subquery("counted")
    done = select(*(counted.c[name] for name in names))
    noted = select(*(DEEDS.c[name] for name in names)).where(~LATEST)
    missing = select(done.except_(noted).subquery())
    too_much = select(noted.except_(done).subquery())
    return union_all(missing, too_much).limit(20)


def everything() -> CompoundSelect[Any]:
    """All deeds, counted from the log and from who came."""
    parts = [_of_log(kind) for kind in dict.fromkeys(OF_ONE.values())]
    parts += [came(DeedKind.CAME), came(DeedKind.TRAINED)]
    parts += [counted() for counted in FOR_OTHERS.values()]
    return union_all(*parts)


def came(kind: DeedKind) -> Any:
    """How often each person came to events of an area."""
    is_training = Event.kind == Kind.TRAINING
    return (
        _columns(Attendance.person_id, Event.area_id, kind, Event.starts_at)
        .join(Event, Event.id == Attendance.event_id)
        .join(Person, Person.id == Attendance.person_id)
        .where(Attendance.came.is_(True), Person.erased_at.is_(None))
        .where(is_training if kind == DeedKind.TRAINED else ~is_training)
        .group_by(Attendance.person_id, Event.area_id)
    )


def hosted() -> Any:
    """How often each person was the host where somebody came."""
    return (
        _columns(Event.host_id, Event.area_id, DeedKind.HOSTED, Event.starts_at)
        .join(Person, Person.id == Event.host_id)
        .where(Person.erased_at.is_(None), _came_besides(Event.host_id))
        .group_by(Event.host_id, Event.area_id)
    )


def taught() -> Any:
    """How often each person led a session to which somebody came."""
    who = Session.trainer_id
    return (
        _columns(who, Event.area_id, DeedKind.TAUGHT, Event.starts_at)
        .join(Event, Event.id == Session.event_id)
        .join(Person, Person.id == who)
        .where(Person.erased_at.is_(None), _came_besides(who))
        .group_by(who, Event.area_id)
    )


def brought() -> Any:
    """How many others with an account came whom each person brought, as the register
    has it."""
    who = EventLeader.person_id
    return (
        _columns(who, Event.area_id, DeedKind.BROUGHT, Event.starts_at)
        .join(Event, Event.id == EventLeader.event_id)
        .join(Attendance, Attendance.leader_id == EventLeader.id)
        .join(Person, Person.id == who)
        .where(Attendance.came.is_(True), Person.erased_at.is_(None))
        .where(Attendance.person_id != who)
        .group_by(who, Event.area_id)
    )


def _came_besides(who: Any) -> Any:
    """Whether somebody else came to the event."""
    others = or_(Attendance.person_id.is_(None), Attendance.person_id != who)
    return exists().where(
        Attendance.event_id == Event.id, Attendance.came.is_(True), others
    )


FOR_OTHERS = {
    DeedKind.HOSTED: hosted,
    DeedKind.TAUGHT: taught,
    DeedKind.BROUGHT: brought,
}


def _of_log(kind: DeedKind) -> Any:
    verbs = [verb for verb, noted in OF_ONE.items() if noted == kind]
    who: Any = Claim.person_id if kind == DeedKind.FINISHED else Activity.actor_id
    found = _columns(who, Activity.area_id, kind, Activity.at)
    if kind == DeedKind.FINISHED:
        found = found.join(Claim, Claim.id == Activity.part_id)
    found = found.join(Person, Person.id == who)
    here = (Activity.verb.in_(verbs), Activity.area_id.is_not(None))
    found = found.where(*here, Person.erased_at.is_(None))
    return found.group_by(who, Activity.area_id)


def _columns(who: Any, area: Any, kind: DeedKind, at: Any) -> Any:
    return select(
        who.label("person_id"),
        area.label("area_id"),
        literal(kind.value).label("kind"),
        func.count().label("times"),
        func.max(at).label("last_at"),
    )
