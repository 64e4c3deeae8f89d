"""Lists of events, and of the tasks that are shown with them in a calendar."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import String, bindparam, case, cast, func, literal, or_, select, tuple_

from board import clock
from board.activity.models import Activity, ActivityTopic
from board.areas.models import Area
from board.campaigns.models import Campaign, Stage
from board.db import Rows, read
from board.events import verbs
from board.events.models import Attendance, Event
from board.events.queries import COLUMNS, ON_LIST, its_campaign, rows
from board.policy import Actor
from board.tasks import verbs as task_verbs
from board.tasks.models import ENDED, FINISHED, Claim, ClaimState, Shape, Task

PAGE = 20
# The verbs that give a person a place; ATTENDED does not where they only wait.
GIVES_PLACE = (
    task_verbs.CLAIMED,
    task_verbs.ACCEPTED,
    verbs.ATTENDED,
    verbs.PLACE_GIVEN,
)
# no event is longer, so lists need not read all earlier ones
LONGEST = timedelta(days=7)
_last_edit = (
    select(func.max(Activity.at))
    .join(ActivityTopic, ActivityTopic.activity_id == Activity.id)
    .where(
        ActivityTopic.topic == literal("task-") + cast(Task.id, String),
        Activity.verb.in_((task_verbs.EDITED, task_verbs.CANCELLED)),
    )
    .scalar_subquery()
)
DATED = (
    *(
        Task.id,
        Task.title,
        Task.details,
        Task.shape,
        Task.starts_at,
        Task.ends_at,
        Task.due_on,
        Task.version,
    ),
    *(
        Task.cancelled_at,
        Task.cancel_reason.label("reason"),
        Area.name.label("area_name"),
    ),
    func.coalesce(_last_edit, Task.created_at).label("changed_at"),
)


class Part(NamedTuple):
    """What became of a person's own part in a thing: how often it changed, when it last
    did, whether it was a place."""

    steps: int
    at: datetime
    had: bool


def midnight(day: date) -> datetime:
    """When a day of the board's zone begins."""
    return datetime.combine(day, time(), ZoneInfo(current_app.config["BOARD"].timezone))


def listed(
    person: Actor | None,
    since: date,
    *,
    until: date | None = None,
    past: bool = False,
    area: str = "",
    kind: str = "",
    after: tuple[datetime, int] | None = None,
    limit: int = PAGE,
) -> Rows:
    """Events that end on a day or later, the soonest first; those before it, the latest
    first, for the `past`.

    Up to the end of `until`, and one more than `limit` when there are further ones.
    """
    begins, place = midnight(since), tuple_(Event.starts_at, Event.id)
    if past:
        statement = (
            rows(person)
            .where(Event.ends_at < begins)
            .order_by(Event.starts_at.desc(), Event.id.desc())
        )
    else:
        here = (Event.starts_at >= begins - LONGEST, Event.ends_at >= begins)
        statement = rows(person).where(*here).order_by(Event.starts_at, Event.id)
    if until:
        statement = statement.where(
            Event.starts_at < midnight(until + timedelta(days=1))
        )
    if area:
        statement = statement.where(Area.slug == area)
    if kind:
        statement = statement.where(Event.kind == kind)
    if after:
        cursor = tuple_(literal(after[0], Event.starts_at.type), literal(after[1]))
        statement = statement.where(place < cursor if past else place > cursor)
    return read(statement.limit(limit + 1))


def next_of(area_id: int, since: date, limit: int = 3) -> Rows:
    """The next events of an area."""
    begins = midnight(since)
    coming = (
        Event.area_id == area_id,
        Event.starts_at >= begins - LONGEST,
        Event.ends_at >= begins,
    )
    return read(
        rows(None).where(*coming).order_by(Event.starts_at, Event.id).limit(limit)
    )


def of_campaign(campaign_id: int, limit: int = 50) -> Rows:
    """A campaign's events: what is to come, the soonest first, then what is over, the
    latest first."""
    coming = Event.ends_at >= clock.now()
    order = (
        coming.desc(),
        case((coming, Event.starts_at)),
        Event.starts_at.desc(),
        Event.id.desc(),
    )
    return read(
        rows(None).where(Event.campaign_id == campaign_id).order_by(*order).limit(limit)
    )


ME: Any = bindparam("me")
# The events of the person `me` that end after the moment `since`, with the address;
# they may have left the list.
EVER_OF_PERSON = (
    select(
        *(
            *COLUMNS,
            Attendance.state.label("my_state"),
            Attendance.came.label("i_came"),
        ),
        Event.address.label("address"),
    )
    .join(Attendance, Attendance.event_id == Event.id)
    .join(Area, Area.id == Event.area_id)
    .outerjoin(Campaign, its_campaign(ME))
    .where(Attendance.person_id == ME, Event.ends_at > bindparam("since"))
    .where(*Event.visible(ME))
    .order_by(Event.starts_at, Event.id)
    .limit(200)
)
# Those of them they go to or wait for.
OF_PERSON = EVER_OF_PERSON.where(Attendance.state.in_(ON_LIST))


def of_person(person_id: int, since: datetime, *, ever: bool = False) -> Rows:
    """The rows of OF_PERSON, or with `ever` of EVER_OF_PERSON."""
    return read(
        EVER_OF_PERSON if ever else OF_PERSON, {"me": person_id, "since": since}
    )


def running(area_ids: Sequence[int], named: int = 0) -> Rows:
    """Campaigns of these areas that an event may belong to: those that go on, and the
    one named."""
    goes_on = or_(Campaign.stage.not_in((Stage.WON, Stage.LOST)), Campaign.id == named)
    here = select(Campaign.id, Campaign.title, Campaign.area_id).where(
        Campaign.area_id.in_(area_ids), goes_on, *Campaign.visible(None)
    )
    return read(here.order_by(Campaign.title, Campaign.id).limit(200))


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
    """What a person holds, has done or gave back that has a date, from a day on: a task
    may come several times.

    Then the last row has the present state of their claim.
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
    statement = select(*DATED, Claim.state.label("my_state"))
    statement = statement.join(Claim, Claim.task_id == Task.id).join(
        Area, Area.id == Task.area_id
    )
    return read(
        statement.where(*theirs).order_by(Task.last_day, Task.id, Claim.id).limit(limit)
    )


def parts_of(person_id: int) -> dict[tuple[str, int], Part]:
    """What became of a person's part in each thing, by its kind and number, as the log
    has it."""
    statement = (
        select(
            Activity.subject_kind,
            Activity.subject_id,
            Activity.verb,
            Activity.facts,
            Activity.at,
        )
        .join(ActivityTopic, ActivityTopic.activity_id == Activity.id)
        .where(
            ActivityTopic.topic == f"person-{person_id}",
            Activity.subject_kind.in_(("task", "event")),
        )
        .order_by(ActivityTopic.activity_id)
    )
    found: dict[tuple[str, int], Part] = {}
    for line in read(statement):
        thing = (line.subject_kind, line.subject_id)
        before = found.get(thing, Part(0, line.at, False))
        had = before.had or (line.verb in GIVES_PLACE and not line.facts.get("waiting"))
        found[thing] = Part(before.steps + 1, line.at, had)
    return found
