"""The rules of asking for training: an area asks for a course, trainers elsewhere offer
to lead it."""

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, select

from board import clock
from board.activity.actions import record
from board.activity.verbs import Verb
from board.areas.models import Area
from board.db import db, insert_row, put
from board.errors import Conflict
from board.policy import Actor, require
from board.training import session_queries, verbs
from board.training.models import Course
from board.training.session_models import TrainingAsk, TrainingOffer
from board.training.skill_actions import Subject

LASTS = timedelta(days=180)
BATCH = 200


def ask(course: Course, area: Area, by: Actor) -> None:
    """Ask for a course in an area: who could lead it hears of it. Raises Conflict where
    it is asked for already."""
    require(by, "training.ask", area)
    keys = {"course_id": course.id, "area_id": area.id}
    made = insert_row(
        TrainingAsk, list(keys), **keys, by_id=by.id, asked_at=clock.now()
    )
    if made is None:
        raise Conflict(_("Your area asks for this already."))
    _record(verbs.ASKED, course.id, area.id, by)


def take_back(course: Course, area: Area, by: Actor) -> None:
    """The area asks no longer."""
    require(by, "training.ask", area)
    mine = (TrainingAsk.course_id == course.id, TrainingAsk.area_id == area.id)
    gone = db.session.execute(delete(TrainingAsk).where(*mine))
    if not gone.rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("Your area does not ask for this any more."))
    _record(verbs.ASK_ENDED, course.id, area.id, by)


def offer(course: Course, area: Area, by: Actor) -> None:
    """Offer to lead it there; the organisers hear of it. Raises Conflict where nobody
    asks any more, and for who neither led it nor says that they could teach it."""
    require(by, "training.offer", area)
    if not session_queries.could_lead(course, by):
        raise Conflict(_("Say first, on your own page, that you could teach this."))
    this = (TrainingAsk.course_id == course.id, TrainingAsk.area_id == area.id)
    number = db.session.scalar(select(TrainingAsk.id).where(*this))
    if number is None:
        raise Conflict(_("That area does not ask for it any more."))
    keys = ["ask_id", "person_id"]
    put(TrainingOffer, keys, ask_id=number, person_id=by.id, offered_at=clock.now())
    _record(verbs.TRAINER_FOUND, course.id, area.id, by, person=by.id)


def lapse() -> int:
    """The job: what an area asked for half a year ago is over."""
    old = TrainingAsk.asked_at < clock.now() - LASTS
    some = select(TrainingAsk.id, TrainingAsk.course_id, TrainingAsk.area_id)
    found = db.session.execute(some.where(old).limit(BATCH)).all()
    for row in found:
        db.session.execute(delete(TrainingAsk).where(TrainingAsk.id == row.id))
        _record(verbs.ASK_ENDED, row.course_id, row.area_id, None)
    return len(found)


def _record(
    verb: Verb, course_id: int, area_id: int, by: Actor | None, **facts: int
) -> None:
    subject = Subject(course_id, area_id)
    topics = [f"course-{course_id}", "courses"]
    record(verb, subject, kind="course", by=by, topics=topics, **facts)
