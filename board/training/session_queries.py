"""Reading sessions of courses: those to come, what came of those that were, and which
areas ask for one."""

from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, or_, select, true

from board import clock
from board.accounts.models import Person
from board.areas.models import Area
from board.db import AnyRow, AnySelect, Rows, db, read
from board.events.models import Attendance, Event
from board.people.models import Line, LineKind
from board.policy import Actor
from board.training.after_models import FirstTask
from board.training.models import Course
from board.training.session_models import Session, TrainingAsk, TrainingOffer

MOST = 20
HELD = (Event.cancelled_at.is_(None), Event.ends_at <= bindparam("now"))


@cache
def _coming() -> AnySelect:
    """What is to come of `course`, the soonest first."""
    columns = (
        Event.id,
        Event.title,
        Event.starts_at,
        Event.ends_at,
        Event.place,
        Event.places,
        Event.going,
        Event.cancelled_at,
        Area.name.label("area_name"),
    )
    return (
        select(*columns)
        .join(Session, Session.event_id == Event.id)
        .join(Area, Area.id == Event.area_id)
        .where(
            Session.course_id == bindparam("course"),
            Event.cancelled_at.is_(None),
            Event.ends_at > bindparam("now"),
            *Event.visible(None),
        )
        .order_by(Event.starts_at, Event.id)
        .limit(MOST + 1)
    )


@cache
def _numbers() -> AnySelect:
    """Of `course`: sessions that were held, who came, first tasks offered and taken."""
    this = Session.course_id == bindparam("course")
    of_session = (this, Event.id == Session.event_id, *HELD, *Event.visible(None))
    held = select(func.count(Session.event_id)).where(*of_session)
    came = select(func.count(Attendance.id)).where(
        *of_session, Attendance.event_id == Session.event_id, Attendance.came
    )
    offered = select(func.count(FirstTask.id)).where(
        FirstTask.course_id == bindparam("course")
    )
    return select(
        held.scalar_subquery().label("held"),
        came.scalar_subquery().label("came"),
        offered.scalar_subquery().label("offered"),
        offered.where(FirstTask.taken.is_(true())).scalar_subquery().label("taken"),
    )


def coming(course_id: int) -> Rows:
    """The next sessions of a course, anywhere; one more than are shown where there are
    further."""
    return read(_coming(), {"course": course_id, "now": clock.now()})


def numbers(course_id: int) -> AnyRow:
    """What came of the sessions of a course so far, as numbers."""
    return read(_numbers(), {"course": course_id, "now": clock.now()})[0]


def of_event(event_id: int) -> AnyRow | None:
    """The course of which an event is a session, with who leads it; None for other
    events."""
    found = read(_of_event(), {"event": event_id})
    return found[0] if found else None


@cache
def _of_event() -> AnySelect:
    columns = (Course.id, Course.title, Course.skill, Session.trainer_id)
    trainer = and_(Person.id == Session.trainer_id, Person.erased_at.is_(None))
    return (
        select(*columns, Person.name.label("trainer"))
        .join(Course, Course.id == Session.course_id)
        .outerjoin(Person, trainer)
        .where(Session.event_id == bindparam("event"), *Course.visible(None))
    )


def asks(course_id: int) -> Rows:
    """The areas that ask for a course, who asked first before."""
    columns = (TrainingAsk.id, TrainingAsk.area_id, TrainingAsk.asked_at)
    found = (
        select(*columns, Area.name, Area.slug)
        .join(Area, Area.id == TrainingAsk.area_id)
        .where(TrainingAsk.course_id == course_id, *Area.visible(None))
    )
    return read(found.order_by(TrainingAsk.id))


def offers(course_id: int) -> Rows:
    """Who would lead what areas ask for: (area_id, person_id, name)."""
    columns = (TrainingAsk.area_id, TrainingOffer.person_id, Person.name)
    found = (
        select(*columns)
        .join(TrainingOffer, TrainingOffer.ask_id == TrainingAsk.id)
        .join(Person, Person.id == TrainingOffer.person_id)
        .where(TrainingAsk.course_id == course_id, Person.erased_at.is_(None))
    )
    return read(found.order_by(TrainingOffer.offered_at, Person.id))


def could_lead(course: Any, person: Actor) -> bool:
    """Whether somebody led the course, or wrote that they could teach its skill."""
    led = exists().where(
        Session.course_id == course.id, Session.trainer_id == person.id
    )
    teaches = exists().where(
        Line.person_id == person.id,
        Line.kind == LineKind.TEACH,
        Line.compared == course.compared,
        Line.compared != "",
        *Line.visible(person),
    )
    return bool(db.session.scalar(select(or_(led, teaches))))
