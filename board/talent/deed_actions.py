"""What people do is noted as the log is written: how often, by kind and area.

It runs where lines are written, so one transaction after the other: nobody else
changes these rows meanwhile.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, case, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from board.accounts.models import Person
from board.activity.models import Line
from board.db import Rows, db, put_all, read, write
from board.events import verbs as events
from board.events.models import Attendance, Event
from board.talent.deed_queries import (
    DEEDS,
    FOR_OTHERS,
    LATEST,
    OF_ONE,
    came,
    everything,
)
from board.talent.models import Deed, DeedKind
from board.tasks import verbs as tasks
from board.tasks.claim_models import Claim
from board.training import verbs as training

KEY = ["person_id", "area_id", "kind"]
OF_EVENT = (events.COUNTED, events.EDITED, events.HOST_SET, training.LED)


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
    """One time more of its kind; and that is the latest the person did here. Another
    system does nothing (open311/)."""
    at = _month(line.at) if kind == DeedKind.POSTED else line.at
    whose = {"its_person_id": person, "its_area_id": line.area_id, "its_last_at": at}
    campaign = _campaign(line.topics)
    once = {"its_kind": kind, "its_times": 1, "its_campaign_id": campaign}
    latest = {"its_kind": DeedKind.LATEST, "its_times": 0, "its_campaign_id": None}
    write(_count(db.engine.dialect.name), [whose | once, whose | latest])


@cache
def _count(dialect: str) -> Any:
    """Add to what is counted, or begin to count, for whoever has an account."""
    names = ("person_id", "area_id", "kind", "times", "last_at", "campaign_id")
    given = (bindparam(f"its_{name}", type_=DEEDS.c[name].type) for name in names)
    has_account = (Person.id == bindparam("its_person_id"), Person.erased_at.is_(None))
    row = select(*given).select_from(Person).where(*has_account)
    insert: Any = (postgresql if dialect == "postgresql" else sqlite).insert(DEEDS)
    insert = insert.from_select(names, row)
    new = insert.excluded
    later = case((DEEDS.c.last_at > new.last_at, DEEDS.c.last_at), else_=new.last_at)
    return insert.on_conflict_do_update(
        index_elements=KEY,
        set_={
            "times": DEEDS.c.times + new.times,
            "last_at": later,
            "campaign_id": new.campaign_id,
        },
    )


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
    """Count anew for those who came to an event, and for all of the area who did
    something for others at events."""
    on_list = select(Attendance.person_id).where(Attendance.event_id == event_id)
    people = [row.person_id for row in read(on_list) if row.person_id]
    for kind in (DeedKind.CAME, DeedKind.TRAINED):
        found = came(kind).where(Event.area_id == area_id)
        _set(kind, area_id, people, read(found.where(Attendance.person_id.in_(people))))
    for kind, counted in FOR_OTHERS.items():
        rows = read(counted().where(Event.area_id == area_id))
        active = {row.person_id for row in rows} | _known(kind, area_id)
        _set(kind, area_id, sorted(active), rows)
        people += active
    _set_latest(sorted(set(people)), area_id)


def _known(kind: DeedKind, area_id: int) -> set[int]:
    """Of whom it is noted by now."""
    here = (DEEDS.c.area_id == area_id, DEEDS.c.kind == kind)
    return {row.person_id for row in read(select(DEEDS.c.person_id).where(*here))}


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
