"""Whom an organiser should ring, thank and ask."""

from datetime import timedelta

from sqlalchemy import and_, cast, exists, func, select, union_all

from board import clock
from board.accounts.models import Person
from board.areas.models import Area, Membership
from board.db import AnySelect, UtcDateTime, fresh
from board.desk.models import Thanks
from board.desk.queries import MOST, NUMBER, SOON, Part, read_part
from board.drawing import today
from board.errors import NotFound
from board.issues.models import Issue
from board.one_to_ones import follow_up_queries
from board.policy import Actor, Role
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.models import Task

THANKED_WITHIN = timedelta(days=14)
ACTIVE_WITHIN = timedelta(days=90)


def to_thank(area: Area, person: Actor, limit: int) -> Part:
    """Who has lately finished a part of a task and was not thanked, the
    latest first."""
    here = (
        Task.area_id == area.id,
        Task.done > 0,
        Task.last_day > today() - 4 * THANKED_WITHIN,
        *Task.visible(person),
        *Claim.visible(person),
    )
    lately = (
        Claim.state == ClaimState.DONE,
        Claim.ended_at > clock.now() - THANKED_WITHIN,
    )
    unthanked = (
        Claim.person_id != person.id,
        ~exists().where(Thanks.claim_id == Claim.id),
    )
    columns = (Claim.id, Claim.note, Claim.ended_at, Person.name)
    found = (
        select(*columns, Task.id.label("task_id"), Task.title, NUMBER)
        .join(Task, Task.id == Claim.task_id)
        .join(Person, Person.id == Claim.person_id)
        .where(*here, *lately, *unthanked)
    )
    return read_part(found.order_by(Claim.ended_at.desc(), Claim.id), limit)


def to_ring(area: Area, person: Actor, limit: int) -> Part:
    """Whom to ring after a one-to-one in the next seven days or earlier, as both let
    organisers: those whom I ring, or nobody yet."""
    found = follow_up_queries.due(area.id, person, today() + SOON)
    return read_part(found.add_columns(NUMBER), limit)


def to_ask(area: Area, person: Actor, limit: int) -> Part:
    """Members who hold nothing now and did something here lately, who did it last
    first; of a busy area those of the newest thousand posts and parts of tasks."""
    each = union_all(_lately_done(area, person), _lately_posted(area, person))
    each_one = each.subquery()
    done = func.max(each_one.c.done).label("done")
    posted = func.max(each_one.c.posted).label("posted")
    last = select(each_one.c.id, done, posted).group_by(each_one.c.id).subquery()
    # plus nought: the few areas of each are looked up, not all members of this one
    here = Membership.area_id + 0 == area.id
    member = and_(Membership.person_id == last.c.id, here)
    free = ~exists().where(Claim.person_id == last.c.id, Claim.state == ClaimState.HELD)
    found = (
        select(Person.name, last.c.done, last.c.posted, NUMBER)
        .join(last, last.c.id == Person.id)
        .join(Membership, member)
        .where(Membership.role == Role.MEMBER, Person.id != person.id, free)
    )
    when = func.coalesce(last.c.done, last.c.posted)
    return read_part(found.order_by(when.desc(), Person.id), limit)


def _lately_done(area: Area, reader: Actor) -> AnySelect:
    """(id, done, posted) of parts of tasks that were finished here lately."""
    lately = (
        Claim.state == ClaimState.DONE,
        Claim.ended_at > clock.now() - ACTIVE_WITHIN,
        Task.area_id == area.id,
        Task.done > 0,
        Task.last_day > today() - 2 * ACTIVE_WITHIN,
    )
    newest = (
        select(Claim.person_id, Claim.ended_at)
        .join(Task, Task.id == Claim.task_id)
        .where(*lately, *Claim.visible(reader), *Task.visible(reader))
        .order_by(Claim.ended_at.desc())
        .limit(MOST)
        .subquery()
    )
    never = cast(None, UtcDateTime).label("posted")
    return select(
        newest.c.person_id.label("id"), newest.c.ended_at.label("done"), never
    )


def _lately_posted(area: Area, reader: Actor) -> AnySelect:
    """The same of posts."""
    newest = (
        select(Issue.author_id, Issue.created_at)
        .where(Issue.area_id == area.id, Issue.author_id.is_not(None))
        .where(Issue.created_at > clock.now() - ACTIVE_WITHIN, *Issue.visible(reader))
        .order_by(Issue.created_at.desc(), Issue.id.desc())
        .limit(MOST)
        .subquery()
    )
    never = cast(None, UtcDateTime).label("done")
    who = newest.c.author_id.label("id")
    return select(who, never, newest.c.created_at.label("posted"))


def claim(claim_id: int, area: Area) -> tuple[Claim, Task]:
    """A claim on a task of the area, with the task; NotFound otherwise."""
    found = fresh(Claim, claim_id)
    task = fresh(Task, found.task_id)
    if task.area_id != area.id:
        raise NotFound
    return found, task
