"""What people do is noted as the log is written: how often, by kind and area.

It runs where lines are written, so one transaction after the other: nobody else
changes these rows meanwhile.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    CompoundSelect,
    Integer,
    bindparam,
    case,
    delete,
    func,
    literal,
    select,
    union_all,
    update,
)

from board.accounts.models import Person
from board.activity.models import Activity, Line
from board.campaigns import verbs as campaigns
from board.db import Rows, UtcDateTime, put_all, read, table_of, write
from board.events import verbs as events
from board.events.models import Attendance, Event, Kind
from board.issues import verbs as issues
from board.roles import verbs as roles
from board.talent.models import Deed, DeedKind
from board.tasks import verbs as tasks
from board.tasks.claim_models import Claim

DEEDS = table_of(Deed)
KEY = ["person_id", "area_id", "kind"]
OF_ONE = {
    issues.POSTED: DeedKind.POSTED,
    tasks.COMPLETED: DeedKind.FINISHED,
    roles.HELD: DeedKind.LED,
    campaigns.STARTED: DeedKind.LED,
}
OF_EVENT = (events.COUNTED, events.EDITED, events.HOST_SET)
AT: Any = bindparam("at", type_=UtcDateTime)
LATEST = DEEDS.c.kind == DeedKind.LATEST
ONCE_MORE = (
    update(DEEDS)
    .where(DEEDS.c.person_id == bindparam("person"))
    .where(DEEDS.c.area_id == bindparam("area"))
    .where(DEEDS.c.kind.in_((bindparam("of"), DeedKind.LATEST.value)))
    .values(
        times=DEEDS.c.times + case((LATEST, 0), else_=1),
        last_at=case((DEEDS.c.last_at > AT, DEEDS.c.last_at), else_=AT),
        campaign_id=case((LATEST, None), else_=bindparam("campaign", type_=Integer)),
    )
)


def note(lines: list[Line]) -> None:
    """A listener of the log."""
    for line in lines:
        if line.area_id is None:
            continue
        if line.verb in OF_ONE:
            person = _whose(line)
            if person:
                _once_more(line, person, OF_ONE[line.verb])  # type: ignore[index]
        elif line.verb in OF_EVENT:
            recount(line.subject_id, line.area_id)


def _whose(line: Line) -> int | None:
    """Who did it; an organiser may say it of somebody who has no account."""
    if line.verb != tasks.COMPLETED:
        return line.actor_id
    return read(select(Claim.person_id).where(Claim.id == line.part_id))[0].person_id  # type: ignore[no-any-return]


def _once_more(line: Line, person: int, kind: DeedKind) -> None:
    at = _month(line.at) if kind == DeedKind.POSTED else line.at
    campaign = _campaign(line.topics)
    of = {"person": person, "area": line.area_id, "of": kind}
    if write(ONCE_MORE, {**of, "at": at, "campaign": campaign}) == 2:
        return
    whose = {"person_id": person, "area_id": line.area_id}
    if _is_first(whose, kind):
        first = {"kind": kind, "times": 1, "last_at": at, "campaign_id": campaign}
        put_all(Deed, KEY, [whose | first])
    _set_latest([person], line.area_id or 0)


def _is_first(whose: dict[str, Any], kind: DeedKind) -> bool:
    here = [DEEDS.c[name] == value for name, value in whose.items()]
    return not read(select(DEEDS.c.kind).where(*here, DEEDS.c.kind == kind))


def _month(at: datetime) -> datetime:
    """Its beginning."""
    return at.replace(day=1, hour=0, minute=0, second=0, microsecond=0)


def _campaign(topics: Iterable[str]) -> int | None:
    for topic in topics:
        kind, _, number = topic.partition("-")
        if kind == "campaign" and number.isdigit():
            return int(number)
    return None


def recount(event_id: int, area_id: int) -> None:
    """Count anew for those who came to an event, and for all hosts of the area."""
    on_list = select(Attendance.person_id).where(Attendance.event_id == event_id)
    people = [row.person_id for row in read(on_list) if row.person_id]
    for kind in (DeedKind.CAME, DeedKind.TRAINED):
        found = came(kind).where(Event.area_id == area_id)
        _set(kind, area_id, people, read(found.where(Attendance.person_id.in_(people))))
    rows = read(hosted().where(Event.area_id == area_id))
    known = select(DEEDS.c.person_id).where(
        DEEDS.c.area_id == area_id, DEEDS.c.kind == DeedKind.HOSTED
    )
    hosts = {row.person_id for row in rows} | {row.person_id for row in read(known)}
    _set(DeedKind.HOSTED, area_id, sorted(hosts), rows)
    _set_latest([*people, *sorted(hosts)], area_id)


def _set(kind: DeedKind, area_id: int, people: list[int], rows: Rows) -> None:
    """What is so of these people and nothing else."""
    counted = {row.person_id for row in rows}
    gone = [person for person in people if person not in counted]
    here = (DEEDS.c.area_id == area_id, DEEDS.c.kind == kind)
    if gone:
        write(delete(DEEDS).where(*here, DEEDS.c.person_id.in_(gone)))
    put_all(Deed, KEY, [dict(row._mapping) for row in rows])


def _set_latest(people: list[int], area_id: int) -> None:
    here = (DEEDS.c.area_id == area_id, DEEDS.c.person_id.in_(people))
    last = select(DEEDS.c.person_id, func.max(DEEDS.c.last_at).label("last_at"))
    rows = read(last.where(*here, ~LATEST).group_by(DEEDS.c.person_id))
    same = {"area_id": area_id, "kind": DeedKind.LATEST, "times": 0}
    put_all(Deed, KEY, [dict(row._mapping) | same for row in rows])
    left = {row.person_id for row in rows}
    gone = [person for person in people if person not in left]
    if gone:
        write(delete(DEEDS).where(*here, LATEST, DEEDS.c.person_id.in_(gone)))


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
    somebody = select(Attendance.id).where(
        Attendance.event_id == Event.id, Attendance.came.is_(True)
    )
    return (
        _columns(Event.host_id, Event.area_id, DeedKind.HOSTED, Event.starts_at)
        .join(Person, Person.id == Event.host_id)
        .where(Person.erased_at.is_(None), somebody.exists())
        .group_by(Event.host_id, Event.area_id)
    )


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


def rebuild() -> None:
    """Count all deeds anew; what people said is not so stays said."""
    write(delete(DEEDS).where(DEEDS.c.not_so.is_(False)))
    rows = read(everything())
    put_all(Deed, KEY, [dict(row._mapping) for row in rows])
    last = select(
        DEEDS.c.person_id, DEEDS.c.area_id, func.max(DEEDS.c.last_at).label("last_at")
    )
    found = last.where(~LATEST).group_by(DEEDS.c.person_id, DEEDS.c.area_id)
    same = {"kind": DeedKind.LATEST, "times": 0}
    put_all(Deed, KEY, [dict(row._mapping) | same for row in read(found)])


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
    parts += [came(DeedKind.CAME), came(DeedKind.TRAINED), hosted()]
    return union_all(*parts)
