"""The rules at the door: who came, who turned up without being on the list, who brought whom."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from board.activity.actions import record
from board.activity.models import Verb
from board.db import db, insert_new
from board.errors import Invalid
from board.events import queries
from board.events.models import NO_ACCOUNT, Attendance, Event, EventLeader, Standing
from board.policy import Actor, require


class Mark(NamedTuple):
    """What is noted of one line of the list."""

    came: bool
    leader_id: int | None


class Newcomer(NamedTuple):
    """Somebody who turned up, and the address they agreed to leave."""

    name: str
    email: str = ""


def keep_register(
    event: Event,
    by: Actor,
    *,
    marks: Mapping[int, Mark],
    newcomers: Sequence[Newcomer] = (),
    leader_id: int | None = None,
) -> None:
    """Note who came: the lines that changed, by id, and who turned up, brought by the leader.

    Only what is named is changed, so two people can keep one register at a time. The same newcomer again is the same
    person. Raises Invalid for a leader of another event, and for a newcomer who stands on the list.
    """
    require(by, "event.register", event)
    if not marks and not newcomers:
        return
    event = queries.held(event)
    leaders = {mark.leader_id for mark in marks.values()} | {leader_id}
    _check_leaders(event, {id for id in leaders if id})
    for mark in set(marks.values()):
        ids = [id for id, other in marks.items() if other == mark]
        here = (Attendance.event_id == event.id, Attendance.id.in_(ids), Attendance.state != Standing.WITHDRAWN)
        db.session.execute(update(Attendance).where(*here).values(came=mark.came, leader_id=mark.leader_id))
    _write_down(event, newcomers, leader_id)
    came = queries.came(event.id)
    record(Verb.EVENT_COUNTED, event, by=by, area_id=event.area_id, topics=[f"event-{event.id}"], came=came)


def _check_leaders(event: Event, ids: set[int]) -> None:
    known = select(EventLeader.id).where(EventLeader.event_id == event.id)
    if ids - set(db.session.scalars(known)):
        raise Invalid(_("That leader is not one of this event any more. Pick again."))


def _write_down(event: Event, newcomers: Sequence[Newcomer], leader_id: int | None) -> None:
    if not newcomers:
        return
    expected = {row.name.casefold() for row in queries.register(event.id) if row.state != Standing.TURNED_UP}
    for one in newcomers:
        if one.name.casefold() in expected:
            raise Invalid(_("%(name)s is on the list: tick them there.", name=one.name), "newcomers")
        values = {"state": Standing.TURNED_UP, "came": True, "leader_id": leader_id}
        who = {"event_id": event.id, "name": one.name, "email": one.email}
        insert_new(Attendance, list(who), where=NO_ACCOUNT, **who, **values)


def set_leaders(
    event: Event, by: Actor, *, promised: Mapping[int, int | None], name: str = "", number: int = 0
) -> None:
    """Note how many people each leader promised, by id; None takes the leader out. A name adds one.

    Raises Invalid when there is a leader of that name.
    """
    require(by, "event.register", event)
    event = queries.held(event)
    for id, count in promised.items():
        one = (EventLeader.id == id, EventLeader.event_id == event.id)
        change = delete(EventLeader) if count is None else update(EventLeader).values(promised=count)
        db.session.execute(change.where(*one))
    who = {"event_id": event.id, "name": name}
    if name and insert_new(EventLeader, list(who), **who, promised=number) is None:
        raise Invalid(_("%(name)s is one of the leaders already.", name=name), "name")
