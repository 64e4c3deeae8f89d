"""Reading tasks: what is open, one with its people and roles, what a person holds."""

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
    null,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import aliased

from board.accounts.models import Person
from board.areas.models import Area, Membership
from board.campaigns.models import Campaign
from board.db import AnyRow, AnySelect, Reader, Rows, db, fresh, read, the_one
from board.drawing import today
from board.errors import NotFound
from board.folding import folded
from board.issues.search import contain
from board.policy import Actor, Audience, Role
from board.tasks.models import (
    ENDED,
    FINISHED,
    TAKING,
    Claim,
    ClaimState,
    Clearance,
    Shape,
    Task,
    TaskRole,
    TaskSeries,
)

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
    Task.newcomers,
    Task.waiting,
    Task.cleared,
    Task.confirm,
    Task.starts_at,
    Task.ends_at,
    Task.due_on,
    Task.last_day,
    Task.skills,
    Task.created_at,
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
    exists().where(TaskRole.task_id == Task.id).label("has_roles"),
)
_other, _theirs, _before = aliased(Task), aliased(Claim), aliased(Claim)
ME: Any = bindparam("me")


def _seen_by(reader: Reader) -> AnySelect:
    """Each task that this reader may see."""
    return (
        select(*COLUMNS, null().label("my_claim"))
        .join(Area, Area.id == Task.area_id)
        .join(Campaign, Campaign.id == Task.campaign_id)
        .outerjoin(TaskSeries, TaskSeries.id == Task.series_id)
        .where(*Task.visible(reader))
    )


PUBLIC = _seen_by(None)


def _my_others(what: Any, *where: ColumnElement[bool]) -> AnySelect:
    """Other tasks this person has a claim on, to be seen beside each task."""
    pairs = select(what).select_from(_other).join(_theirs, _theirs.task_id == _other.id)
    return pairs.where(
        _theirs.person_id == ME,
        _other.cancelled_at.is_(None),
        *where,
        *_other.visible(ME),
    ).correlate(Task)


def _personal() -> AnySelect:
    """A task's columns with this person's own claim, and what decides whether they may
    have a place (eligibility.py)."""
    held, same_line = (
        _theirs.state == ClaimState.HELD,
        func.coalesce(_before.role_id, 0) == func.coalesce(Claim.role_id, 0),
    )
    ahead = (
        _before.task_id == Claim.task_id,
        _before.state == ClaimState.WAITING,
        same_line,
        _before.id <= Claim.id,
    )
    line = (
        select(func.count())
        .select_from(_before)
        .where(*ahead)
        .correlate(Claim)
        .scalar_subquery()
    )
    meets = (
        _other.id != Task.id,
        _other.starts_at < Task.ends_at,
        _other.ends_at > Task.starts_at,
    )
    kept = (
        _other.campaign_id == Task.campaign_id,
        _other.last_day >= bindparam("today"),
    )
    done_here = _my_others(
        _other.id, _theirs.state.in_(FINISHED), _other.area_id == Task.area_id
    ).exists()
    cleared = exists().where(
        Clearance.person_id == ME, Clearance.area_id == Task.area_id
    )
    columns = (
        Claim.state.label("my_claim"),
        Claim.until.label("my_until"),
        Claim.asked_at.label("my_asked_at"),
        select(TaskRole.name)
        .where(TaskRole.id == Claim.role_id)
        .scalar_subquery()
        .label("my_role"),
        case((Claim.state == ClaimState.WAITING, line)).label("my_turn"),
        _my_others(func.count(), held, *kept).scalar_subquery().label("my_holds"),
        _my_others(_other.title, held, *meets)
        .limit(1)
        .scalar_subquery()
        .label("my_clash"),
        done_here.label("experienced"),
        case((Task.cleared, cleared)).label("am_cleared"),
    )
    mine = and_(
        Claim.task_id == Task.id, Claim.person_id == ME, Claim.state.not_in(ENDED)
    )
    seen = _seen_by(ME).with_only_columns(*COLUMNS, *columns)
    return seen.outerjoin(Claim, mine)


PERSONAL = _personal()


def rows(person: Actor | None) -> AnySelect:
    """A task's columns, and for a person what is theirs in it."""
    return PERSONAL.params(me=person.id, today=today()) if person else PUBLIC


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
    """Tasks with a free place that are not over, the soonest first: one more than
    `limit` when there are further."""
    statement = rows(person).where(
        Task.last_day >= today, Task.taken < Task.places, STANDS
    )
    if until:
        statement = statement.where(Task.last_day <= until)
    if area:
        statement = statement.where(Area.slug == area)
    if shape:
        statement = statement.where(Task.shape == shape)
    if skill:
        statement = statement.where(
            or_(
                Task.skills.icontains(skill, autoescape=True),
                and_(*contain(skill, (Task.skills,), Task.folded)),
            )
        )
    if after:
        statement = statement.where(
            tuple_(Task.last_day, Task.id)
            > tuple_(literal(after[0]), literal(after[1]))
        )
    return read(statement.order_by(Task.last_day, Task.id).limit(limit + 1))


def _each_once(*where: ColumnElement[bool]) -> ColumnElement[bool]:
    """Of these tasks those that do not repeat, and of each series the next one, or its
    last when it is over."""
    over = Task.last_day < today()
    nearest = (
        over,
        case((over, FAR), else_=Task.last_day),
        Task.last_day.desc(),
        Task.id,
    )
    place = (
        func.row_number()
        .over(partition_by=Task.series_id, order_by=nearest)
        .label("place")
    )
    wanted = (*where, STANDS, *Task.visible(None))
    ranked = select(Task.id, Task.series_id, place).where(*wanted).subquery()
    return Task.id.in_(
        select(ranked.c.id).where(
            or_(ranked.c.series_id.is_(None), ranked.c.place == 1)
        )
    )


def of_campaign(campaign_id: int, person: Actor | None, limit: int = 300) -> Rows:
    """A campaign's tasks, a series once: what is to come, the soonest first, then what
    is over."""
    shown = _each_once(Task.campaign_id == campaign_id)
    order = (Task.last_day < today(), Task.last_day, Task.id)
    return read(rows(person).where(shown).order_by(*order).limit(limit))


PUBLIC_CARD = PUBLIC.where(Task.id == bindparam("task"))
PERSONAL_CARD = PERSONAL.where(Task.id == bindparam("task"))


def card(task_id: int, person: Actor | None) -> AnyRow:
    """One task as this person sees it, or NotFound."""
    if person is None:
        return the_one(PUBLIC_CARD, {"task": task_id})
    return the_one(PERSONAL_CARD, {"task": task_id, "me": person.id, "today": today()})


def _my_shift(what: Any, *where: ColumnElement[bool], nearest: Any) -> Any:
    held = _my_others(
        what, _theirs.state == ClaimState.HELD, _other.id != Task.id, *where
    )
    return held.order_by(nearest).limit(1).scalar_subquery()


def _held_card() -> AnySelect:
    before = {"nearest": _other.ends_at.desc()}
    after = {"nearest": _other.starts_at}
    return PERSONAL_CARD.add_columns(
        _my_shift(_other.title, _other.ends_at <= Task.starts_at, **before).label(
            "my_before"
        ),
        _my_shift(_other.ends_at, _other.ends_at <= Task.starts_at, **before).label(
            "my_before_ends"
        ),
        _my_shift(_other.title, _other.starts_at >= Task.ends_at, **after).label(
            "my_after"
        ),
        _my_shift(_other.starts_at, _other.starts_at >= Task.ends_at, **after).label(
            "my_after_starts"
        ),
    ).with_for_update(of=Task)


HELD_CARD = _held_card()


def held_card(task_id: int, person: Actor) -> AnyRow:
    """The same with their shifts before and after it, and the task's row held to the
    end of the transaction."""
    return the_one(HELD_CARD, {"task": task_id, "me": person.id, "today": today()})


def get(task_id: int) -> Task:
    """The task to act on, or NotFound.

    Its row is held to the end of the transaction: whoever else wants it waits.
    """
    task = db.session.get(Task, task_id, populate_existing=True, with_for_update=True)
    if task is None:
        raise NotFound
    return task


def series(series_id: int) -> TaskSeries:
    """The rule of a task that repeats."""
    return fresh(TaskSeries, series_id)


def following(task: Task) -> list[int]:
    """The ids of this task of a series and of all that follow and are not
    called off."""
    on = (
        Task.series_id == task.series_id,
        Task.occurs_on >= task.occurs_on,
        Task.last_day >= today(),
        STANDS,
    )
    return [row.id for row in read(select(Task.id).where(*on).order_by(Task.id))]


def roles(task_id: int) -> Rows:
    """A task's roles in the order they were named, each with its places and how many
    wait for one."""
    waits = (Claim.role_id == TaskRole.id, Claim.state == ClaimState.WAITING)
    waiting = (
        select(func.count())
        .where(*waits)
        .correlate(TaskRole)
        .scalar_subquery()
        .label("waiting")
    )
    columns = (TaskRole.id, TaskRole.name, TaskRole.places, TaskRole.taken, waiting)
    return read(
        select(*columns).where(TaskRole.task_id == task_id).order_by(TaskRole.id)
    )


def people_on(task_id: int, audience: Audience) -> Rows:
    """Who waits for, holds or has done the task, in what role, and what they noted;
    nobody for the public."""
    if audience == Audience.PUBLIC:
        return []
    columns = (
        Claim.id,
        Claim.state,
        Claim.note,
        Claim.claimed_at,
        Claim.ended_at,
        Claim.until,
        Claim.newcomer,
    )
    named = (
        Claim.person_id,
        func.coalesce(Person.name, Claim.name).label("name"),
        TaskRole.name.label("role"),
    )
    statement = (
        select(*columns, *named)
        .outerjoin(Person, Person.id == Claim.person_id)
        .outerjoin(TaskRole, TaskRole.id == Claim.role_id)
        .where(Claim.task_id == task_id, *Claim.visible(audience))
        .order_by(Claim.id)
        .limit(200)
    )
    return read(statement)


def next_of(series: list[int], limit: int = 4) -> dict[int, Rows]:
    """The next dates of each series, as rows with `id` and `starts_at`."""
    if not series:
        return {}
    place = (
        func.row_number()
        .over(partition_by=Task.series_id, order_by=(Task.starts_at, Task.id))
        .label("place")
    )
    coming = (
        Task.series_id.in_(series),
        Task.last_day >= today(),
        STANDS,
        *Task.visible(None),
    )
    ranked = (
        select(Task.series_id, Task.id, Task.starts_at, place).where(*coming).subquery()
    )
    found = read(
        select(ranked)
        .where(ranked.c.place <= limit)
        .order_by(ranked.c.series_id, ranked.c.place)
    )
    return {
        number: [row for row in found if row.series_id == number] for number in series
    }


def holders(task_ids: list[int]) -> Rows:
    """Who holds a place on these tasks, or is offered one, and is not done; those who
    claimed first before."""
    named = func.coalesce(Person.name, Claim.name).label("name")
    statement = select(Claim.id, Claim.task_id, Claim.person_id, named)
    held = (
        Claim.task_id.in_(task_ids),
        Claim.state.in_((ClaimState.HELD, ClaimState.OFFERED)),
    )
    return read(
        statement.outerjoin(Person, Person.id == Claim.person_id)
        .where(*held, *Claim.visible(None))
        .order_by(Claim.id)
    )


def dated(campaign_id: int, since: date, until: date, limit: int = 300) -> Rows:
    """A campaign's shifts and tasks by a date between two days, the soonest first."""
    columns = (
        Task.id,
        Task.title,
        Task.details,
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
        STANDS,
        *Task.visible(None),
    )
    return read(
        select(*columns).where(*here).order_by(Task.last_day, Task.id).limit(limit)
    )


def on_rota(task_ids: list[int]) -> dict[int, list[AnyRow]]:
    """Who has a place on each of these tasks and in what role, those who claimed first
    before."""
    named = func.coalesce(Person.name, Claim.name).label("name")
    statement = select(Claim.task_id, Claim.state, named, TaskRole.name.label("role"))
    statement = statement.outerjoin(Person, Person.id == Claim.person_id)
    statement = statement.outerjoin(TaskRole, TaskRole.id == Claim.role_id)
    taking = (Claim.task_id.in_(task_ids), Claim.state.in_(TAKING))
    found = read(
        statement.where(*taking, *Claim.visible(None)).order_by(Claim.id),
    )
    people: dict[int, list[AnyRow]] = {}
    for row in found:
        people.setdefault(row.task_id, []).append(row)
    return people


def free_places(task_ids: list[int]) -> dict[int, list[str]]:
    """The name of the role of each free place of the tasks that have roles."""
    statement = select(TaskRole.task_id, TaskRole.name, TaskRole.places, TaskRole.taken)
    found = read(statement.where(TaskRole.task_id.in_(task_ids)).order_by(TaskRole.id))
    free: dict[int, list[str]] = {}
    for row in found:
        free.setdefault(row.task_id, []).extend([row.name] * (row.places - row.taken))
    return free


# What the person who asks, `me`, holds, is offered or waits for, the soonest first.
_MINE = Claim.state.in_((ClaimState.OFFERED, ClaimState.HELD, ClaimState.WAITING))
HELD = PERSONAL.where(_MINE, STANDS).order_by(Task.last_day, Task.id).limit(100)


def last_day(shape: str, *, ends_on: date | None, due_on: date | None) -> date:
    """The last day a task of this shape can be worked on."""
    days = {Shape.SHIFT: ends_on, Shape.BY_DATE: due_on}
    return days.get(Shape(shape)) or FAR


def matching(q: str, person: Actor | None, limit: int = 5) -> Rows:
    """Tasks in whose title, details or skills all the words stand, a series once."""
    found = contain(q, (Task.title, Task.details, Task.skills), Task.folded)
    return read(
        rows(person).where(_each_once(*found)).order_by(Task.id.desc()).limit(limit)
    )


def clearances(area_id: int, q: str = "", limit: int = 100) -> Rows:
    """Members of an area by name, those who are cleared first."""
    here = (Membership.area_id == area_id, Membership.role != Role.RESIDENT)
    theirs = (Clearance.person_id == Person.id, Clearance.area_id == area_id)
    cleared = exists().where(*theirs).label("cleared")
    statement = (
        select(Person.id, Person.name, cleared)
        .join(Membership, Membership.person_id == Person.id)
        .where(*here)
    )
    statement = statement.order_by(cleared.desc(), Person.name, Person.id)
    if not q:
        return read(statement.limit(limit))
    return [row for row in read(statement) if folded(q) in folded(row.name)][:limit]
