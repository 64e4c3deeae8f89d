"""Reading what waits for moderators, and who looks at it."""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, func, or_, select, true

from board import clock
from board.accounts.models import Person
from board.activity.models import Activity, ActivityTopic
from board.areas.models import Area, Membership
from board.db import Rows, db, read
from board.moderation.models import Case, Flag, State
from board.moderation.verbs import OPENED
from board.policy import Actor, Role

PAGE = 20
LOOKS = timedelta(minutes=30)  # so long somebody counts as looking at a case
# the areas of who moderates, as `me`
MINE = select(Membership.area_id).where(
    Membership.person_id == bindparam("me"), Membership.role == Role.ORGANISER
)
IS_MINE = or_(bindparam("operates"), Case.area_id.in_(MINE))
WAITS = Case.state != State.DECIDED
FLAGS = (
    select(func.count())
    .select_from(Flag)
    .where(Flag.case_id == Case.id, Flag.told_at.is_(None))
    .scalar_subquery()
)
QUEUE = (
    select(
        Case.id,
        Case.kind,
        Case.thing_id,
        Case.title,
        Case.state,
        Case.urgent,
        Case.created_at,
        Case.appealed_at,
        Case.area_id,
        Case.author_id,
        Area.name.label("area_name"),
        Person.name.label("author"),
        FLAGS.label("flags"),
    )
    .outerjoin(Area, Area.id == Case.area_id)
    .outerjoin(Person, Person.id == Case.author_id)
    .where(WAITS, IS_MINE)
)
HOW_MANY = (
    select(
        func.count().label("waiting"),
        func.max(case((Case.urgent, 1), else_=0)).label("urgent"),
    )
    .select_from(Case)
    .where(WAITS, IS_MINE)
)


def _who(person: Actor) -> dict[str, Any]:
    return {"me": person.id, "operates": bool(person.is_operator)}


def queue(person: Actor, after: int = 0, urgent: bool = True) -> Rows:
    """The cases that wait for this moderator, urgent ones first, each kind of them the
    oldest first; one more than a page. `after` is the last one of the page before."""
    here = [Case.urgent.desc(), Case.id]
    past: ColumnElement[bool] = true()
    if after and urgent:
        past = or_(Case.urgent.is_(False), Case.id > after)
    elif after:
        past = Case.urgent.is_(False) & (Case.id > after)
    return read(QUEUE.where(past).order_by(*here).limit(PAGE + 1), _who(person))


def areas_of(person: Actor) -> Rows:
    """The areas this person moderates, and whether somebody looks first there."""
    columns = (Area.id, Area.slug, Area.name, Area.looks_first)
    here = or_(bindparam("operates"), Area.id.in_(MINE))
    return read(select(*columns).where(here).order_by(Area.name), _who(person))


def looking(case_ids: list[int]) -> dict[int, dict[int, str]]:
    """The moderators who said of each case that they look at it, in the last half hour
    and since it was decided: their names by their numbers."""
    topics = [f"moderation_case-{number}" for number in case_ids]
    statement = (
        select(Activity.subject_id, Person.id, Person.name)
        .join(ActivityTopic, ActivityTopic.activity_id == Activity.id)
        .join(Person, Person.id == Activity.actor_id)
        .join(Case, Case.id == Activity.subject_id)
        .where(ActivityTopic.topic.in_(topics), Activity.verb == OPENED)
        .where(Activity.at > clock.now() - LOOKS)
        .where(or_(Case.decided_at.is_(None), Activity.at > Case.decided_at))
        .order_by(Activity.id)
    )
    found: dict[int, dict[int, str]] = {}
    for row in read(statement):
        found.setdefault(row.subject_id, {})[row.id] = row.name
    return found


def reasons_of(case_ids: list[int]) -> dict[int, list[str]]:
    """Why the thing of each case was flagged, of flags that nobody has answered."""
    statement = (
        select(Flag.case_id, Flag.reason)
        .where(Flag.case_id.in_(case_ids), Flag.told_at.is_(None))
        .distinct()
        .order_by(Flag.case_id, Flag.reason)
    )
    found: dict[int, list[str]] = {}
    for row in read(statement):
        found.setdefault(row.case_id, []).append(row.reason)
    return found


def waiting_in(area_id: int) -> int:
    """How many cases wait in an area."""
    here = (WAITS, Case.area_id == area_id)
    return int(
        db.session.scalar(select(func.count()).select_from(Case).where(*here)) or 0
    )
