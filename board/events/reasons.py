"""Why people hear of what happens to an event: they are on its list."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import bindparam, literal, select

from board.activity.models import Line
from board.activity.reasons import Reason, declare, explain, people
from board.activity.verbs import named
from board.db import AnySelect
from board.events.models import ON_LIST, Attendance, AttendanceState, Event
from board.events.queries import NOTICE

_HERE = select(Attendance.person_id, literal("event")).where(
    Attendance.event_id == bindparam("subject")
)
ON_THE_LIST = _HERE.where(Attendance.state.in_(ON_LIST))
GIVEN = _HERE.where(Attendance.id == bindparam("part"))
HOST = select(Event.host_id, literal("event")).where(
    Event.id == bindparam("subject"), Event.host_id.is_not(None)
)
# `since` is when who is reminded had said yes.
GOING = _HERE.where(
    Attendance.state == AttendanceState.GOING, Attendance.since <= bindparam("since")
)


def of_line(line: Line) -> AnySelect:
    """The ids of the people on an event's list whom a line concerns: one who was given
    a place, those going, or everybody."""
    (name,) = named(line.verb).concerns
    given = {"subject": line.subject_id, "part": line.part_id}
    found = people(name).params(**given, since=_reminded_since(line))
    return found.with_only_columns(Attendance.person_id)


def _reminded_since(line: Line) -> datetime:
    """Who said yes after this moment has only just done so, and is not reminded."""
    return line.at - NOTICE


def init_app() -> None:
    """Declare them."""
    declare("on the list", Reason(ON_THE_LIST))
    declare("given a place", Reason(GIVEN))
    declare("host", Reason(HOST))
    declare("going", Reason(GOING, lambda line: {"since": _reminded_since(line)}))
    explain("event", lambda line: _("You are on its list."))
