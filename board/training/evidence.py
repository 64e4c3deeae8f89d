"""What is seen of people at sessions, once it was noted who came: a skill is proposed
or held for longer, and a first task is offered."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, or_, select, update

from board import clock
from board.activity.actions import record
from board.db import db, fresh, insert_rows, read, table_of, write
from board.drawing import local, today
from board.events.models import Attendance, Event
from board.policy import Actor
from board.training import verbs
from board.training.after_models import FirstTask
from board.training.expiry import ends
from board.training.models import Course
from board.training.session_models import Session
from board.training.skill_models import SkillHeld

SKILLS = table_of(SkillHeld)
RENEW = (
    update(SKILLS)
    .where(SKILLS.c.id == bindparam("held"))
    .values(expires_on=bindparam("until"), warned=None)
)


def weigh(event: Event, by: Actor) -> None:
    """Told when it was noted who came to an event: for a session of a course, see to
    skills and first tasks of those who came or led."""
    session = db.session.get(Session, event.id)
    if session is None:
        return
    course = fresh(Course, session.course_id)
    came = _who_came(event.id)
    led = {session.trainer_id} if came and session.trainer_id else set()
    if course.skill:
        _propose(event, course, came | led, by)
        renew(course, event.id)
    if course.task_title:
        _offer(event, course, came - led, by)


def _who_came(event_id: int) -> set[int]:
    here = (Attendance.event_id == event_id, Attendance.came)
    with_account = Attendance.person_id.is_not(None)
    return set(
        db.session.scalars(select(Attendance.person_id).where(*here, with_account))
    )


def _propose(event: Event, course: Course, people: set[int], by: Actor) -> None:
    """A row for each who has none; what was proposed of others by mistake goes."""
    mistaken = (
        SkillHeld.event_id == event.id,
        SkillHeld.confirmed_at.is_(None),
        SkillHeld.person_id.not_in(people),
    )
    db.session.execute(delete(SkillHeld).where(*mistaken))
    of_course = {"course_id": course.id, "event_id": event.id, "skill": course.skill}
    of_course |= {"area_id": event.area_id, "proposed_at": clock.now()}
    rows = [{"person_id": person} | of_course for person in sorted(people)]
    new = insert_rows(SkillHeld, ["person_id", "course_id"], rows)
    if new:
        topics = [f"event-{event.id}"]
        facts = {"people": len(new), "course": course.id}
        record(verbs.PROPOSED, event, by=None, topics=topics, **facts)


def renew(course: Course, event_id: int) -> None:
    """Who came again or led again holds it for longer, and who was ticked by mistake
    no longer: all that is confirmed of those on the list is reckoned anew."""
    on_list = select(Attendance.person_id).where(Attendance.event_id == event_id)
    trainer = select(Session.trainer_id).where(Session.event_id == event_id)
    mine = or_(SkillHeld.person_id.in_(on_list), SkillHeld.person_id.in_(trainer))
    columns = (SkillHeld.id, SkillHeld.person_id, SkillHeld.confirmed_at)
    held = select(*columns, SkillHeld.expires_on, SkillHeld.extended_to).where(
        SkillHeld.course_id == course.id, SkillHeld.confirmed_at.is_not(None), mine
    )
    changed: list[dict[str, Any]] = []
    for row in read(held):
        seen = last_seen(row.person_id, course.id) or local(row.confirmed_at).date()
        until = ends(seen, course.months, row.extended_to)
        if until != row.expires_on:
            changed.append({"held": row.id, "until": until})
    if changed:
        write(RENEW, changed)


def last_seen(person_id: int, course_id: int) -> date | None:
    """The day on which somebody last came to a session of the course, or led one to
    which anybody came."""
    came = Attendance.person_id == person_id
    led = Session.trainer_id == person_id
    latest = (
        select(func.max(Event.starts_at))
        .join(Session, Session.event_id == Event.id)
        .join(Attendance, Attendance.event_id == Event.id)
        .where(
            Session.course_id == course_id,
            Event.cancelled_at.is_(None),
            Attendance.came,
            or_(came, led),
        )
    )
    moment = db.session.scalar(latest)
    return local(moment).date() if moment else None


def _offer(event: Event, course: Course, people: set[int], by: Actor) -> None:
    """A first task for each who came; one that nobody answered goes where they had not
    come."""
    mistaken = (
        FirstTask.event_id == event.id,
        FirstTask.taken.is_(None),
        FirstTask.person_id.not_in(people),
    )
    db.session.execute(delete(FirstTask).where(*mistaken))
    told = select(FirstTask.person_id).where(FirstTask.event_id == event.id)
    new = sorted(people - set(db.session.scalars(told)))
    due = today() + timedelta(days=course.task_days)
    of_event = {"event_id": event.id, "course_id": course.id, "due_on": due}
    of_event |= {"offered_at": clock.now()}
    rows = [{"person_id": person} | of_event for person in new]
    insert_rows(FirstTask, ["event_id", "person_id"], rows)
    for person in new:
        facts = {"person": person, "course": course.id}
        record(verbs.OFFERED, event, by=None, topics=[f"person-{person}"], **facts)
