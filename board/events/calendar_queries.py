"""What calendars show: a person's events and dated tasks, an area's shifts, and what
became of a person's part in each."""

from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import String, bindparam, case, cast, func, literal, select

from board.accounts.places import KEEPS_OUT
from board.activity.models import Activity, ActivityTopic
from board.areas.models import Area
from board.campaigns.models import Campaign
from board.db import AnyRow, Rows, read
from board.events import verbs
from board.events.models import ON_LIST, Attendance, Event
from board.events.queries import COLUMNS, its_campaign
from board.tasks import verbs as task_verbs
from board.tasks.claim_models import ENDED, FINISHED, Claim, ClaimState
from board.tasks.models import Shape, Task

# The verbs that give a person a place; ATTENDED does not where they only wait.
GIVES_PLACE = (
    task_verbs.CLAIMED,
    task_verbs.ACCEPTED,
    verbs.ATTENDED,
    verbs.PLACE_GIVEN,
    verbs.WELCOMED,
)
_last_edit = (
    select(func.max(Activity.at))
    .join(ActivityTopic, ActivityTopic.activity_id == Activity.id)
    .where(
        ActivityTopic.topic == literal("task-") + cast(Task.id, String),
        Activity.verb.in_((task_verbs.EDITED, task_verbs.CANCELLED)),
    )
    .scalar_subquery()
)
# The columns of a task that stands in a calendar.
DATED = (
    Task.id,
    Task.title,
    Task.details,
    Task.place,
    Task.shape,
    Task.starts_at,
    Task.ends_at,
    Task.due_on,
    Task.version,
    Task.cancelled_at,
    Task.cancel_reason.label("reason"),
    Area.name.label("area_name"),
    func.coalesce(_last_edit, Task.created_at).label("changed_at"),
)


class Part(NamedTuple):
    """What became of a person's own part in a thing: how often it changed, when it last
    did, whether it was a place."""

    steps: int
    at: datetime
    had: bool


ME: Any = bindparam("me")


@cache
def ever_of_person() -> Any:
    """The events of the person `me` that end after the moment `since`, also those whose
    list they have left; with the address, but for who is kept out of the area."""
    kept_out = KEEPS_OUT.filling(ME, Event.area_id)
    return (
        select(
            *COLUMNS,
            Attendance.state.label("my_state"),
            Attendance.came.label("i_came"),
            case((kept_out, ""), else_=Event.address).label("address"),
        )
        .join(Attendance, Attendance.event_id == Event.id)
        .join(Area, Area.id == Event.area_id)
        .outerjoin(Campaign, its_campaign(ME))
        .where(Attendance.person_id == ME, Event.ends_at > bindparam("since"))
        .where(*Event.visible(ME))
        .order_by(Event.starts_at, Event.id)
        .limit(200)
    )


def of_person() -> Any:
    """Those of them they go to or wait for."""
    return ever_of_person().where(Attendance.state.in_(ON_LIST))


def events_of(person_id: int, since: datetime) -> Rows:
    """The rows of ever_of_person()."""
    return read(ever_of_person(), {"me": person_id, "since": since})


def shifts(area_id: int, since: date, limit: int = 200) -> Rows:
    """An area's shifts from a day on, as a calendar shows them."""
    here = (
        Task.area_id == area_id,
        Task.shape == Shape.SHIFT,
        Task.last_day >= since,
        *Task.visible(None),
    )
    statement = select(*DATED).join(Area, Area.id == Task.area_id).where(*here)
    return read(statement.order_by(Task.last_day, Task.id).limit(limit))


def dated_tasks(person_id: int, since: date, limit: int = 200) -> Rows:
    """What a person holds, has done or gave back that has a date, from a day on.

    A task may come several times: its last row has the present state of their claim.
    """
    states = (ClaimState.HELD, *FINISHED, *ENDED)
    theirs = (
        Claim.person_id == person_id,
        Claim.state.in_(states),
        Task.shape != Shape.OPEN,
        Task.last_day >= since,
        *Task.visible(None),
        *Claim.visible(None),
    )
    statement = (
        select(*DATED, Claim.state.label("my_state"))
        .join(Claim, Claim.task_id == Task.id)
        .join(Area, Area.id == Task.area_id)
        .where(*theirs)
    )
    order = (Task.last_day, Task.id, Claim.id)
    return read(statement.order_by(*order).limit(limit))


def parts_of(person_id: int) -> dict[tuple[str, int], Part]:
    """What became of a person's part in each thing, by its kind and number, as the log
    has it."""
    columns = (Activity.subject_kind, Activity.subject_id, Activity.verb)
    statement = (
        select(*columns, Activity.facts, Activity.at)
        .join(ActivityTopic, ActivityTopic.activity_id == Activity.id)
        .where(
            ActivityTopic.topic == f"person-{person_id}",
            Activity.subject_kind.in_(("task", "event")),
        )
        .order_by(ActivityTopic.activity_id)
    )
    parts: dict[tuple[str, int], Part] = {}
    for line in read(statement):
        thing = (line.subject_kind, line.subject_id)
        before = parts.get(thing, Part(0, line.at, False))
        had = before.had or _gives_place(line)
        parts[thing] = Part(before.steps + 1, line.at, had)
    return parts


def _gives_place(line: AnyRow) -> bool:
    return line.verb in GIVES_PLACE and not line.facts.get("waiting")
