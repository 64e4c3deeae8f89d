"""Reading who is on an event's list, who waits, who came, and who brought them."""

from collections.abc import Sequence

from sqlalchemy import exists, func, select

from board.accounts.models import Person
from board.areas.models import Membership
from board.db import Rows, db, read
from board.events.models import ON_LIST, Attendance, AttendanceState, EventLeader
from board.policy import Role

MOST = 200  # guests on one page


def place_of(event_id: int, person_id: int) -> Attendance | None:
    """A person's line on an event's list; None once they have left."""
    here = (
        Attendance.event_id == event_id,
        Attendance.person_id == person_id,
        Attendance.state.in_(ON_LIST),
    )
    return db.session.scalar(
        select(Attendance).where(*here).execution_options(populate_existing=True)
    )


def waiting_list(event_id: int, limit: int) -> Sequence[Attendance]:
    """Those who wait, the longest first."""
    waiting = (
        Attendance.event_id == event_id,
        Attendance.state == AttendanceState.WAITING,
    )
    statement = (
        select(Attendance)
        .where(*waiting)
        .order_by(Attendance.since, Attendance.id)
        .limit(limit)
    )
    return db.session.scalars(statement.execution_options(populate_existing=True)).all()


def asking(event_id: int) -> int:
    """How many ask to come to somebody's home and wait for an answer."""
    count = select(func.count(Attendance.id)).where(
        Attendance.event_id == event_id, Attendance.state == AttendanceState.ASKED
    )
    return int(db.session.scalar(count) or 0)


def guests(event_id: int, area_id: int) -> Rows:
    """Who asks to come to somebody's home and who is to come, who asked first before,
    with whether they are let into the area. For the host and organisers."""
    belongs = exists().where(
        Membership.person_id == Attendance.person_id,
        Membership.area_id == area_id,
        Membership.role != Role.RESIDENT,
    )
    columns = (Person.id, Person.name, Attendance.state, Attendance.since)
    statement = (
        select(*columns, belongs.label("is_member"))
        .join(Person, Person.id == Attendance.person_id)
        .where(Attendance.event_id == event_id, Attendance.state.in_(ON_LIST))
    )
    return read(statement.order_by(Attendance.since, Attendance.id).limit(MOST))


def register(event_id: int) -> Rows:
    """Everybody on an event's list by name, with whether they came and with whom;
    without those who withdrew."""
    name = func.coalesce(Person.name, Attendance.name)
    columns = (
        Attendance.id,
        Attendance.state,
        Attendance.came,
        Attendance.leader_id,
        Attendance.email,
    )
    statement = (
        select(*columns, name.label("name"))
        .outerjoin(Person, Person.id == Attendance.person_id)
        .where(
            Attendance.event_id == event_id,
            Attendance.state != AttendanceState.WITHDRAWN,
        )
    )
    return read(statement.order_by(func.lower(name), Attendance.id))


def turnout(event_id: int) -> Rows:
    """Each leader's promised number, who of theirs is going, and who came."""
    going = func.count(Attendance.id).filter(Attendance.state == AttendanceState.GOING)
    came = func.count(Attendance.id).filter(Attendance.came)
    leader = (
        EventLeader.id,
        EventLeader.name,
        EventLeader.promised,
        EventLeader.person_id,
    )
    statement = (
        select(*leader, going.label("going"), came.label("came"))
        .outerjoin(Attendance, Attendance.leader_id == EventLeader.id)
        .where(EventLeader.event_id == event_id)
        .group_by(*leader)
        .order_by(func.lower(EventLeader.name), EventLeader.id)
    )
    return read(statement)


def only_one_called(name: str, area_id: int) -> int | None:
    """The number of the person of the area who is called so; None where none is, or
    several are."""
    statement = (
        select(Person.id)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.area_id == area_id, Person.erased_at.is_(None))
        .where(func.lower(Person.name) == name.lower())
    )
    found = read(statement.limit(2))
    return found[0].id if len(found) == 1 else None


def came(event_id: int) -> int:
    """How many people came."""
    count = select(func.count(Attendance.id)).where(
        Attendance.event_id == event_id, Attendance.came
    )
    return int(db.session.scalar(count) or 0)
