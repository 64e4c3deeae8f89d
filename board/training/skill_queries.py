"""Reading what people can do."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    and_,
    case,
    func,
    literal,
    or_,
    select,
)

from board.accounts.models import Person
from board.areas.models import Area, still_organises
from board.db import Rows, read
from board.drawing import today
from board.events.models import Event
from board.policy import Actor
from board.training.models import Course
from board.training.session_models import Session
from board.training.skill_models import SkillExtension, SkillHeld

PAGE = 50
EXTENDED = 10  # the newest
After = tuple[date, int]  # behind whom a page goes on: when theirs ends, their number
NOT_YET, NEVER = date.min, date.max
# What is to confirm is first, what holds for good is last.
_ends: Any = case(
    (SkillHeld.confirmed_at.is_(None), literal(NOT_YET, Date)),
    else_=func.coalesce(SkillHeld.expires_on, literal(NEVER, Date)),
)


def confirmed_skills(person_ids: Collection[int], reader: Actor | None = None) -> Rows:
    """What was confirmed of these people and is not over, as far as the reader may
    know; for rules and counts, without a reader, all of it."""
    columns = (
        SkillHeld.person_id,
        SkillHeld.skill,
        SkillHeld.course_id,
        SkillHeld.confirmed_at,
        SkillHeld.expires_on,
    )
    holds = (
        SkillHeld.person_id.in_(person_ids),
        SkillHeld.confirmed_at.is_not(None),
        is_not_over(),
    )
    seen = SkillHeld.visible(reader) if reader else ()
    found = select(*columns).where(*holds, *seen)
    return read(found.order_by(SkillHeld.person_id, SkillHeld.skill))


def is_not_over() -> ColumnElement[bool]:
    """Whether it still holds today."""
    return or_(SkillHeld.expires_on.is_(None), SkillHeld.expires_on >= today())


def to_act_on(course_id: int, ids: Collection[int]) -> Rows:
    """Rows to confirm, each with who led the session at which it was proposed."""
    columns = (
        SkillHeld.id,
        SkillHeld.person_id,
        SkillHeld.event_id,
        SkillHeld.area_id,
        SkillHeld.proposed_at,
        Session.trainer_id,
    )
    found = (
        select(*columns)
        .join(Session, Session.event_id == SkillHeld.event_id)
        .where(SkillHeld.course_id == course_id, SkillHeld.id.in_(ids))
    )
    return read(found.order_by(SkillHeld.person_id))


def of_course(course_id: int, reader: Actor, after: After | None = None) -> Rows:
    """What is proposed and held of a course by others where the reader organises or
    led, what is to confirm first and then what ends soonest; one more than a page where
    there are further."""
    columns = (
        SkillHeld.id,
        SkillHeld.person_id,
        SkillHeld.event_id,
        SkillHeld.area_id,
        SkillHeld.confirmed_at,
        SkillHeld.expires_on,
        Person.name,
        Event.starts_at,
        Area.name.label("area_name"),
        Session.trainer_id,
        _ends.label("ends"),
    )
    sees = or_(
        still_organises(reader.id, SkillHeld.area_id), Session.trainer_id == reader.id
    )
    scope = () if reader.is_operator else (sees,)
    found = (
        select(*columns)
        .join(Person, Person.id == SkillHeld.person_id)
        .join(Area, Area.id == SkillHeld.area_id)
        .join(Session, Session.event_id == SkillHeld.event_id)
        .join(Event, and_(Event.id == SkillHeld.event_id, *Event.visible(reader)))
        .where(SkillHeld.course_id == course_id, Person.erased_at.is_(None), *scope)
    )
    if after:
        ends, number = after
        same = and_(_ends == ends, SkillHeld.id > number)
        found = found.where(or_(_ends > ends, same))
    return read(found.order_by(_ends, SkillHeld.id).limit(PAGE + 1))


def extensions(course_id: int, reader: Actor) -> Rows:
    """What was extended of a course where the reader organises, the newest first; one
    more than are shown where there are older ones."""
    columns = (
        SkillExtension.until,
        SkillExtension.reason,
        SkillExtension.people,
        SkillExtension.at,
        Area.name.label("area_name"),
    )
    there = still_organises(reader.id, SkillExtension.area_id)
    scope = () if reader.is_operator else (there,)
    found = (
        select(*columns)
        .join(Area, Area.id == SkillExtension.area_id)
        .where(SkillExtension.course_id == course_id, *scope)
    )
    return read(found.order_by(SkillExtension.id.desc()).limit(EXTENDED + 1))


def mine(course_id: int, reader: Actor) -> Rows:
    """One's own row of a course, none or one."""
    columns = (SkillHeld.skill, SkillHeld.confirmed_at, SkillHeld.expires_on)
    own = (SkillHeld.course_id == course_id, SkillHeld.person_id == reader.id)
    return read(select(*columns).where(*own))


def of_person(person_id: int, reader: Actor | None) -> Rows:
    """What was confirmed of somebody, with its course, as far as the reader may
    know."""
    columns = (SkillHeld.skill, SkillHeld.course_id, SkillHeld.expires_on, Course.title)
    holds = (SkillHeld.confirmed_at.is_not(None), is_not_over())
    found = (
        select(*columns)
        .join(Course, and_(Course.id == SkillHeld.course_id, *Course.visible(reader)))
        .where(SkillHeld.person_id == person_id, *holds, *SkillHeld.visible(reader))
    )
    return read(found.order_by(SkillHeld.skill))


def led_any(course_id: int, person_id: int) -> bool:
    """Whether somebody leads or led a session of the course."""
    led = (Session.course_id == course_id, Session.trainer_id == person_id)
    return bool(read(select(Session.event_id).where(*led).limit(1)))
