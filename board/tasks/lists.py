"""Lists of tasks: those with a free place, a campaign's, those found by words, a
person's own, the dates of a series."""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import aliased

from board.areas.models import Area
from board.db import AnySelect, Rows, read
from board.drawing import today
from board.issues.search import contain
from board.policy import Actor
from board.tasks.card_queries import PERSONAL, PUBLIC, TODAY, select_tasks
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.deadlines import FAR
from board.tasks.models import Shape, Task
from board.tasks.queries import NOT_CANCELLED

PAGE = 20
_other: Any = aliased(Task)

# What the person who asks, `me`, holds, is offered or waits for, the soonest first.
_ON_MY_LIST = (ClaimState.OFFERED, ClaimState.HELD, ClaimState.WAITING)
MY_TASKS = (
    PERSONAL.where(Claim.state.in_(_ON_MY_LIST), NOT_CANCELLED)
    .order_by(Task.last_day, Task.id)
    .limit(100)
)


def open_tasks(
    person: Actor | None,
    today: date,
    *,
    until: date | None = None,
    area: str = "",
    skill: str = "",
    shape: str = "",
    after: tuple[date, int] | None = None,
    series_once: bool = False,
    limit: int = PAGE,
) -> Rows:
    """Tasks with a free place that are not over, the soonest first, where asked for
    each series once: one more than `limit` when there are further."""
    statement = select_tasks(person).where(*_is_open(Task, today))
    if until:
        statement = statement.where(Task.last_day <= until)
    if area:
        statement = statement.where(Area.slug == area)
    if shape:
        statement = statement.where(Task.shape == shape)
    if skill:
        statement = statement.where(_asks_for(Task, skill))
    if series_once:
        statement = statement.where(~_has_an_earlier_one(today, skill))
    if after:
        last_day, task_id = after
        position = tuple_(literal(last_day), literal(task_id))
        statement = statement.where(tuple_(Task.last_day, Task.id) > position)
    return read(statement.order_by(Task.last_day, Task.id).limit(limit + 1))


def _is_open(task: Any, today: date) -> tuple[ColumnElement[bool], ...]:
    """It has a free place and is not over."""
    return (
        task.last_day >= today,
        task.taken < task.places,
        task.cancelled_at.is_(None),
        *task.visible(None),
    )


def _asks_for(task: Any, skill: str) -> ColumnElement[bool]:
    """The skill stands in what helps to know, as it was typed or with all its words."""
    return or_(
        task.skills.icontains(skill, autoescape=True),
        and_(*contain(skill, (task.skills,), task.folded)),
    )


def _has_an_earlier_one(today: date, skill: str) -> ColumnElement[bool]:
    """Its series has an earlier one that could be taken."""
    is_before = (
        _other.series_id == Task.series_id,
        tuple_(_other.last_day, _other.id) < tuple_(Task.last_day, Task.id),
    )
    wanted = [_asks_for(_other, skill)] if skill else []
    return exists().where(*is_before, *_is_open(_other, today), *wanted)


def _each_series_once(*where: ColumnElement[bool]) -> ColumnElement[bool]:
    """Of these tasks those that do not repeat, and of each series the next one, or its
    last when it is over on the day `today`."""
    over = Task.last_day < TODAY
    nearest = (
        over,
        case((over, FAR), else_=Task.last_day),
        Task.last_day.desc(),
        Task.id,
    )
    numbered = func.row_number().over(partition_by=Task.series_id, order_by=nearest)
    columns = (Task.id, Task.series_id, numbered.label("place"))
    wanted = (*where, NOT_CANCELLED, *Task.visible(None))
    ranked = select(*columns).where(*wanted).subquery().c
    shown = or_(ranked.series_id.is_(None), ranked.place == 1)
    return Task.id.in_(select(ranked.id).where(shown))


def _of_campaign(tasks: AnySelect) -> AnySelect:
    """Those of `campaign`, a series once: what is to come, the soonest first, then what
    is over."""
    shown = _each_series_once(Task.campaign_id == bindparam("campaign"))
    order = (Task.last_day < TODAY, Task.last_day, Task.id)
    return tasks.where(shown).order_by(*order).limit(300)


PUBLIC_OF_CAMPAIGN = _of_campaign(PUBLIC)
PERSONAL_OF_CAMPAIGN = _of_campaign(PERSONAL)


def of_campaign(campaign_id: int, person: Actor | None) -> Rows:
    """A campaign's tasks as this person sees them."""
    values = {"campaign": campaign_id, "today": today()}
    if person is None:
        return read(PUBLIC_OF_CAMPAIGN, values)
    return read(PERSONAL_OF_CAMPAIGN, {**values, "me": person.id})


def matching(q: str, person: Actor | None, limit: int = 5) -> Rows:
    """Tasks in whose title, details or skills all the words stand, a series once."""
    found = contain(q, (Task.title, Task.details, Task.skills), Task.folded)
    statement = select_tasks(person).where(_each_series_once(*found))
    newest = statement.order_by(Task.id.desc()).limit(limit)
    return read(newest, {"today": today()})


def next_dates(series: list[int], limit: int = 4) -> dict[int, Rows]:
    """The next dates of each series, as rows with `id` and `starts_at`."""
    if not series:
        return {}
    order = (Task.starts_at, Task.id)
    numbered = func.row_number().over(partition_by=Task.series_id, order_by=order)
    columns = (Task.series_id, Task.id, Task.starts_at, numbered.label("place"))
    coming = (
        Task.series_id.in_(series),
        Task.last_day >= today(),
        NOT_CANCELLED,
        *Task.visible(None),
    )
    ranked = select(*columns).where(*coming).subquery()
    first_few = select(ranked).where(ranked.c.place <= limit)
    found = read(first_few.order_by(ranked.c.series_id, ranked.c.place))
    return {
        number: [row for row in found if row.series_id == number] for number in series
    }


def dated_tasks(campaign_id: int, since: date, until: date, limit: int = 300) -> Rows:
    """A campaign's shifts and tasks by a date between two days, the soonest first."""
    columns = (
        Task.id,
        Task.title,
        Task.details,
        Task.place,
        Task.starts_at,
        Task.ends_at,
        Task.due_on,
        Task.places,
        Task.taken,
    )
    here = (
        Task.campaign_id == campaign_id,
        Task.shape != Shape.OPEN,
        Task.last_day.between(since, until),
        NOT_CANCELLED,
        *Task.visible(None),
    )
    return read(
        select(*columns).where(*here).order_by(Task.last_day, Task.id).limit(limit)
    )
