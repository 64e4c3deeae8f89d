"""Reading tasks: what is open, one with its people, what a person holds."""

from datetime import date

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select, tuple_

from board.accounts.models import Person
from board.areas.models import Area
from board.campaigns.models import Campaign
from board.db import AnyRow, AnySelect, Rows, fresh, read, the_one
from board.drawing import today
from board.policy import Actor, Audience
from board.tasks.models import Claim, Hold, Shape, Task, TaskSeries

PAGE = 20
FAR = date(9999, 12, 31)  # the last day of an open-ended task
STANDS = Task.cancelled_at.is_(None)

COLUMNS = (
    Task.id,
    Task.title,
    Task.details,
    Task.shape,
    Task.places,
    Task.taken,
    Task.done,
    Task.newcomer_places,
    Task.starts_at,
    Task.ends_at,
    Task.due_on,
    Task.last_day,
    Task.skills,
    Task.area_id,
    Task.campaign_id,
    Task.cancelled_at,
    Task.cancel_reason,
    Task.series_id,
    TaskSeries.repeats,
    TaskSeries.every,
    TaskSeries.weekdays,
    TaskSeries.starts_on,
    TaskSeries.until,
    Area.name.label("area_name"),
    Area.slug.label("area_slug"),
    Campaign.title.label("campaign_title"),
)


def rows(person: Actor | None) -> AnySelect:
    """A task's columns, with this person's own claim where there is one."""
    mine = and_(Claim.task_id == Task.id, Claim.person_id == (person.id if person else 0), Claim.state != Hold.RELEASED)
    return (
        select(*COLUMNS, Claim.state.label("my_claim"))
        .join(Area, Area.id == Task.area_id)
        .join(Campaign, Campaign.id == Task.campaign_id)
        .outerjoin(TaskSeries, TaskSeries.id == Task.series_id)
        .outerjoin(Claim, mine)
    )


def listed(
    person: Actor | None,
    today: date,
    *,
    until: date | None = None,
    area: str = "",
    skill: str = "",
    shape: str = "",
    after: tuple[date, int] | None = None,
    limit: int = PAGE,
) -> Rows:
    """Tasks with a free place that are not over, the soonest first: one more than `limit` when there are further."""
    statement = rows(person).where(Task.last_day >= today, Task.taken < Task.places, STANDS)
    if until:
        statement = statement.where(Task.last_day <= until)
    if area:
        statement = statement.where(Area.slug == area)
    if shape:
        statement = statement.where(Task.shape == shape)
    if skill:
        statement = statement.where(Task.skills.icontains(skill, autoescape=True))
    if after:
        statement = statement.where(tuple_(Task.last_day, Task.id) > tuple_(literal(after[0]), literal(after[1])))
    return read(statement.order_by(Task.last_day, Task.id).limit(limit + 1))


def _each_once(*where: ColumnElement[bool]) -> ColumnElement[bool]:
    """Of these tasks those that do not repeat, and of each series the next one, or its last when it is over."""
    over = Task.last_day < today()
    nearest = (over, case((over, FAR), else_=Task.last_day), Task.last_day.desc(), Task.id)
    place = func.row_number().over(partition_by=Task.series_id, order_by=nearest).label("place")
    ranked = select(Task.id, Task.series_id, place).where(*where, STANDS).subquery()
    return Task.id.in_(select(ranked.c.id).where(or_(ranked.c.series_id.is_(None), ranked.c.place == 1)))


def of_campaign(campaign_id: int, person: Actor | None, limit: int = 300) -> Rows:
    """A campaign's tasks, a series once: what is to come, the soonest first, then what is over."""
    shown = _each_once(Task.campaign_id == campaign_id)
    order = (Task.last_day < today(), Task.last_day, Task.id)
    return read(rows(person).where(shown).order_by(*order).limit(limit))


def card(task_id: int, person: Actor | None) -> AnyRow:
    """One task as this person sees it, or NotFound."""
    return the_one(rows(person).where(Task.id == task_id))


def get(task_id: int) -> Task:
    """The task to act on, or NotFound."""
    return fresh(Task, task_id)


def series(series_id: int) -> TaskSeries:
    """The rule of a task that repeats."""
    return fresh(TaskSeries, series_id)


def following(task: Task) -> list[int]:
    """The ids of this task of a series and of all that follow and are not called off."""
    on = (Task.series_id == task.series_id, Task.occurs_on >= task.occurs_on, Task.last_day >= today(), STANDS)
    return [row.id for row in read(select(Task.id).where(*on).order_by(Task.id))]


def people_on(task_id: int, audience: Audience) -> Rows:
    """Who holds or has done the task, and what they noted; nobody for the public."""
    if audience == Audience.PUBLIC:
        return []
    statement = (
        select(Claim.id, Claim.state, Claim.note, Claim.claimed_at, Claim.ended_at, Claim.person_id, Person.name)
        .join(Person, Person.id == Claim.person_id)
        .where(Claim.task_id == task_id)
        .order_by(Claim.id)
        .limit(200)
    )
    return read(statement)


def next_of(series: list[int], limit: int = 4) -> dict[int, Rows]:
    """The next dates of each series, as rows with `id` and `starts_at`."""
    if not series:
        return {}
    place = func.row_number().over(partition_by=Task.series_id, order_by=(Task.starts_at, Task.id)).label("place")
    coming = (Task.series_id.in_(series), Task.last_day >= today(), STANDS)
    ranked = select(Task.series_id, Task.id, Task.starts_at, place).where(*coming).subquery()
    found = read(select(ranked).where(ranked.c.place <= limit).order_by(ranked.c.series_id, ranked.c.place))
    return {number: [row for row in found if row.series_id == number] for number in series}


def holders(task_ids: list[int]) -> Rows:
    """Who holds a place on these tasks and is not done, those who claimed first before."""
    statement = select(Claim.id, Claim.task_id, Claim.person_id, Person.name)
    held = (Claim.task_id.in_(task_ids), Claim.state == Hold.HELD)
    return read(statement.join(Person, Person.id == Claim.person_id).where(*held).order_by(Claim.id))


def held_by(person: Actor, limit: int = 100) -> Rows:
    """What the person holds, the soonest first."""
    statement = rows(person).where(Claim.state == Hold.HELD, STANDS).order_by(Task.last_day, Task.id).limit(limit)
    return read(statement)


def last_day(shape: str, *, ends_on: date | None, due_on: date | None) -> date:
    """The last day a task of this shape can be worked on."""
    days = {Shape.SHIFT: ends_on, Shape.BY_DATE: due_on}
    return days.get(Shape(shape)) or FAR


def matching(q: str, person: Actor | None, limit: int = 5) -> Rows:
    """Tasks in whose title, details or skills all the words stand, a series once."""
    columns = (Task.title, Task.details, Task.skills)
    found = [or_(*(column.icontains(word, autoescape=True) for column in columns)) for word in q.split()[:8]]
    return read(rows(person).where(_each_once(*found)).order_by(Task.id.desc()).limit(limit))
