"""Reading who could go along with somebody on their first task, for whoever led the
session or organises there."""

from sqlalchemy import and_, exists, func, or_, select

from board.accounts.models import Person
from board.areas.models import still_organises
from board.db import AnyRow, AnySelect, Rows, read, the_one
from board.drawing import today
from board.events.models import Event
from board.people.models import young
from board.policy import Actor
from board.training.after_models import FirstTask, MentorOffer
from board.training.session_models import Session

MOST = 50


def _first_tasks(course_id: int) -> AnySelect:
    """Those whose days are not over, of everybody but who is under 18."""
    columns = (
        FirstTask.id,
        FirstTask.person_id,
        FirstTask.event_id,
        FirstTask.buddy_id,
        FirstTask.due_on,
        Person.name,
        Event.area_id,
        Session.trainer_id,
    )
    open_still = (FirstTask.due_on >= today(), FirstTask.done_at.is_(None))
    return (
        select(*columns)
        .join(Person, Person.id == FirstTask.person_id)
        .join(Session, Session.event_id == FirstTask.event_id)
        .join(Event, and_(Event.id == FirstTask.event_id, *Event.visible(None)))
        .where(FirstTask.course_id == course_id, *open_still)
        .where(Person.erased_at.is_(None), ~young(Person.id))
    )


def first_task(course_id: int, number: int) -> AnyRow:
    """One to act on, or NotFound."""
    return the_one(_first_tasks(course_id).where(FirstTask.id == number))


def learners(course_id: int, reader: Actor) -> Rows:
    """Who was offered a first task where the reader organises or led, with who is named
    to go along; not what they answered."""
    there = still_organises(reader.id, Event.area_id)
    sees = or_(there, Session.trainer_id == reader.id)
    scope = () if reader.is_operator else (sees,)
    found = _first_tasks(course_id).where(*scope)
    return read(found.order_by(FirstTask.due_on, FirstTask.id).limit(MOST))


def willing(course_id: int) -> Rows:
    """(id, name) of those who said that they go along with learners of a course, or led
    it."""
    offers = exists().where(
        MentorOffer.course_id == course_id, MentorOffer.person_id == Person.id
    )
    led = exists().where(
        Session.course_id == course_id, Session.trainer_id == Person.id
    )
    here = (or_(offers, led), Person.erased_at.is_(None), ~young(Person.id))
    found = select(Person.id, Person.name).where(*here)
    return read(found.order_by(func.lower(Person.name), Person.id).limit(MOST))
