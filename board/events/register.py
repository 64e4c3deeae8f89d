"""The register of an event: who came, who turned up without being on the list, who
brought whom."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from board.accounts.consent_actions import LEFT_AT_THE_DOOR, WORDINGS
from board.activity.actions import record
from board.db import AnyRow, db, insert_new
from board.errors import Invalid
from board.events import attendance_queries, queries, verbs
from board.events.models import (
    NO_ACCOUNT,
    Attendance,
    AttendanceState,
    Event,
    EventLeader,
)
from board.events.places import REGISTERED
from board.folding import same_name
from board.policy import Actor, require


class RegisterMark(NamedTuple):
    """What is noted of one line of the list."""

    came: bool
    leader_id: int | None


class Newcomer(NamedTuple):
    """Somebody who turned up, and the address they agreed to leave."""

    name: str
    email: str = ""


def update_register(
    event: Event,
    by: Actor,
    *,
    marks: Mapping[int, RegisterMark],
    newcomers: Sequence[Newcomer] = (),
    leader_id: int | None = None,
) -> None:
    """Note who came: the lines that changed, by id, and who turned up unlisted, brought
    by the leader.

    Only what is named is changed, so two people can fill in one register at a time. The
    same newcomer again is the same person. Raises Invalid for a leader of another
    event, and for a newcomer who is on the list already.
    """
    require(by, "event.register", event)
    if not marks and not newcomers:
        return
    event = queries.lock(event)
    leaders = {mark.leader_id for mark in marks.values()} | {leader_id}
    _check_leaders(event, {id for id in leaders if id})
    for mark in set(marks.values()):
        ids = [id for id, other in marks.items() if other == mark]
        here = (
            Attendance.event_id == event.id,
            Attendance.id.in_(ids),
            Attendance.state != AttendanceState.WITHDRAWN,
        )
        values = {"came": mark.came, "leader_id": mark.leader_id}
        db.session.execute(update(Attendance).where(*here).values(**values))
    _add_unlisted(event, newcomers, leader_id)
    _record_count(event, by)
    for told in REGISTERED:
        told(event, by)


def _record_count(event: Event, by: Actor) -> None:
    came = attendance_queries.came(event.id)
    record(verbs.COUNTED, event, by=by, topics=[f"event-{event.id}"], came=came)


def _check_leaders(event: Event, ids: set[int]) -> None:
    known = select(EventLeader.id).where(EventLeader.event_id == event.id)
    if ids - set(db.session.scalars(known)):
        raise Invalid(_("That leader is not one of this event any more. Pick again."))


def _add_unlisted(
    event: Event, newcomers: Sequence[Newcomer], leader_id: int | None
) -> None:
    if not newcomers:
        return
    listed = attendance_queries.register(event.id)
    for one in newcomers:
        for row in listed:
            _check_not_listed(one, row)
        values = {
            "state": AttendanceState.TURNED_UP,
            "came": True,
            "leader_id": leader_id,
            "wording": WORDINGS[LEFT_AT_THE_DOOR].version if one.email else None,
        }
        who = {"event_id": event.id, "name": one.name, "email": one.email}
        insert_new(Attendance, list(who), where=NO_ACCOUNT, **who, **values)


def _check_not_listed(one: Newcomer, row: AnyRow) -> None:
    """Raises Invalid where a newcomer may be the person of this line.

    Somebody written down twice in the same words is one person.
    """
    turned_up = row.state == AttendanceState.TURNED_UP
    if turned_up and (one.name, one.email) == (row.name, row.email):
        return
    namesake = same_name(one.name) == same_name(row.name)
    if one.email and one.email == row.email:
        raise Invalid(
            _(
                "%(name)s is on the list with this address: tick them there.",
                name=row.name,
            ),
            "newcomers",
        )
    if namesake and not turned_up:
        raise Invalid(
            _("%(name)s is on the list: tick them there.", name=one.name), "newcomers"
        )
    if namesake and not (one.email and row.email):
        message = _(
            "%(name)s is on the list. If this is somebody else, add what tells the two "
            "apart.",
            name=row.name,
        )
        raise Invalid(message, "newcomers")


def set_leaders(
    event: Event,
    by: Actor,
    *,
    promised: Mapping[int, int | None],
    name: str = "",
    number: int = 0,
) -> None:
    """Note how many people each leader promised, by id; None takes the leader out.

    A name adds one, who is the person of the area that is called so, if one alone is.

    Raises Invalid when there is a leader of that name.
    """
    require(by, "event.register", event)
    event = queries.lock(event)
    if None in promised.values():
        _record_count(event, by)
    for id, count in promised.items():
        one = (EventLeader.id == id, EventLeader.event_id == event.id)
        if count is None:
            db.session.execute(delete(EventLeader).where(*one))
        else:
            promise = update(EventLeader).where(*one).values(promised=count)
            db.session.execute(promise)
    there = db.session.scalars(
        select(EventLeader.name).where(EventLeader.event_id == event.id)
    )
    if same_name(name) in map(same_name, there):
        raise Invalid(_("%(name)s is one of the leaders already.", name=name), "name")
    if name:
        who = attendance_queries.only_one_called(name, event.area_id)
        said = {"name": name, "person_id": who, "promised": number}
        db.session.add(EventLeader(event_id=event.id, **said))
