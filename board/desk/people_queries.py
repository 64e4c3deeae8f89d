"""Whom an organiser should ring, thank and ask."""

from datetime import datetime, timedelta

from sqlalchemy import ScalarSelect, exists, func, or_, select

from board import clock
from board.accounts.models import Person
from board.areas.models import Area, Membership
from board.db import fresh
from board.desk.models import Thanks
from board.desk.queries import NUMBER, SOON, Part, read_part
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
    first."""
    me = Membership.person_id
    free = ~exists().where(Claim.person_id == me, Claim.state == ClaimState.HELD)
    others = (
        Membership.area_id == area.id,
        Membership.role == Role.MEMBER,
        me != person.id,
        free,
    )
    done = _last_done(area, person)
    posted = _last_posted(area, person)
    each = select(me.label("id"), done.label("done"), posted.label("posted"))
    members = each.where(*others).subquery()
    found = select(Person.name, members.c.done, members.c.posted, NUMBER).join(
        members, members.c.id == Person.id
    )
    active = or_(members.c.done.is_not(None), members.c.posted.is_not(None))
    last = func.coalesce(members.c.done, members.c.posted)
    return read_part(found.where(active).order_by(last.desc(), Person.id), limit)


def _last_done(area: Area, reader: Actor) -> ScalarSelect[datetime | None]:
    """When a member last finished a part of a task here."""
    theirs = (
        Claim.person_id == Membership.person_id,
        Claim.state == ClaimState.DONE,
        Claim.ended_at > clock.now() - ACTIVE_WITHIN,
        Task.area_id == area.id,
        *Claim.visible(reader),
        *Task.visible(reader),
    )
    done = select(func.max(Claim.ended_at)).join(Task, Task.id == Claim.task_id)
    return done.where(*theirs).scalar_subquery()


def _last_posted(area: Area, reader: Actor) -> ScalarSelect[datetime]:
    """When a member last posted here."""
    theirs = (
        Issue.author_id == Membership.person_id,
        Issue.created_at > clock.now() - ACTIVE_WITHIN,
        # plus nought: their few posts are looked up, not all posts of the area
        Issue.area_id + 0 == area.id,
        *Issue.visible(reader),
    )
    return select(func.max(Issue.created_at)).where(*theirs).scalar_subquery()


def claim(claim_id: int, area: Area) -> tuple[Claim, Task]:
    """A claim on a task of the area, with the task; NotFound otherwise."""
    found = fresh(Claim, claim_id)
    task = fresh(Task, found.task_id)
    if task.area_id != area.id:
        raise NotFound
    return found, task
