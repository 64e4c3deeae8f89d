"""Reading what comes after a session, for whoever it is about."""

from sqlalchemy import case, exists, func, or_, select
from sqlalchemy.orm import aliased

from board.accounts.models import Person
from board.db import Rows, db, read
from board.drawing import today
from board.events.models import Attendance
from board.people.models import shares_area, young
from board.policy import Actor
from board.training.after_models import FirstTask, MentorOffer, Pairing
from board.training.session_models import Session
from board.training.skill_models import SkillHeld
from board.training.skill_queries import is_not_over

MOST = 20


def first_tasks(course_id: int, reader: Actor) -> Rows:
    """The first tasks of a course that were offered to the reader, the newest first."""
    columns = (FirstTask.id, FirstTask.due_on, FirstTask.taken, FirstTask.done_at)
    mine = (FirstTask.course_id == course_id, *FirstTask.visible(reader))
    over = (FirstTask.due_on < today()).label("is_over")
    found = select(*columns, over).where(*mine)
    return read(found.order_by(FirstTask.id.desc()).limit(MOST))


def pairings(course_id: int, reader: Actor) -> Rows:
    """Whom the reader goes along with, or was asked by or asks, with the other's
    name."""
    is_mentor = (Pairing.mentor_id == reader.id).label("is_mentor")
    other = case(
        (Pairing.mentor_id == reader.id, Pairing.learner_id), else_=Pairing.mentor_id
    )
    columns = (Pairing.id, Pairing.agreed, Pairing.asked_at, is_mentor)
    found = (
        select(*columns, Person.name)
        .join(Person, Person.id == other)
        .where(
            Pairing.course_id == course_id,
            Pairing.ended_at.is_(None),
            Person.erased_at.is_(None),
            *Pairing.visible(reader),
        )
    )
    return read(found.order_by(Pairing.id))


def mentors(course_id: int, reader: Actor) -> Rows:
    """Whom somebody who came may ask: who offered it, and who led a session at which
    they were; whom an organiser or the trainer named first, then those of their own
    areas; one more than a page where there are further. Nobody who is under 18."""
    mine = aliased(Attendance)
    led = aliased(Session)
    met = exists().where(
        led.course_id == course_id,
        led.trainer_id == Person.id,
        mine.event_id == led.event_id,
        mine.person_id == reader.id,
        mine.came,
    )
    offers = exists().where(
        MentorOffer.course_id == course_id, MentorOffer.person_id == Person.id
    )
    asked = exists().where(
        Pairing.course_id == course_id,
        Pairing.learner_id == reader.id,
        Pairing.mentor_id == Person.id,
        Pairing.ended_at.is_(None),
    )
    near = shares_area(Person.id, reader.id)
    named = exists().where(
        FirstTask.course_id == course_id,
        FirstTask.buddy_id == Person.id,
        *FirstTask.visible(reader),
    )
    found = (
        select(Person.id, Person.name, near.label("near"), named.label("named"))
        .where(or_(offers, met, named), ~asked, Person.id != reader.id)
        .where(Person.erased_at.is_(None), ~young(Person.id))
    )
    order = (named.desc(), near.desc(), func.lower(Person.name), Person.id)
    return read(found.order_by(*order).limit(MOST + 1))


def came(course_id: int, person_id: int) -> bool:
    """Whether somebody came to a session of the course."""
    there = exists().where(
        Session.course_id == course_id,
        Attendance.event_id == Session.event_id,
        Attendance.person_id == person_id,
        Attendance.came,
    )
    return bool(db.session.scalar(select(there)))


def offers_to_mentor(course_id: int, person_id: int) -> bool:
    """Whether somebody said that they would go along with learners."""
    return db.session.get(MentorOffer, (course_id, person_id)) is not None


def can_mentor(course_id: int, person_id: int) -> bool:
    """Whether it is confirmed that somebody can do it, or they led it."""
    held = exists().where(
        SkillHeld.course_id == course_id,
        SkillHeld.person_id == person_id,
        SkillHeld.confirmed_at.is_not(None),
        is_not_over(),
    )
    led = exists().where(
        Session.course_id == course_id, Session.trainer_id == person_id
    )
    return bool(db.session.scalar(select(or_(held, led))))
