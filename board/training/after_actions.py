"""The rules of what comes after a session: a first task is taken and done, a learner
and a mentor are paired when both say yes."""

from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, or_, select, update

from board import clock
from board.accounts.actions import one_by_one
from board.activity.actions import record
from board.activity.verbs import Verb
from board.db import Conditions, db, insert_row, put
from board.drawing import today
from board.errors import Conflict, NotFound
from board.people.queries import is_young
from board.policy import Actor, require
from board.training import after_queries, verbs
from board.training.after_models import FirstTask, MentorOffer, Pairing
from board.training.models import Course

LASTS = timedelta(days=14)  # a question to a mentor
BATCH = 200


def answer_first(course: Course, by: Actor, number: int, *, taken: bool) -> None:
    """Take the first task that one was offered, or not. Raises Conflict where its days
    are over or it was answered."""
    require(by, "first_task.answer", course)
    open_still = (FirstTask.taken.is_(None), FirstTask.due_on >= today())
    values = {"taken": taken, "answered_at": clock.now()}
    if not _change(course, by, number, open_still, values):
        raise Conflict(_("You have answered this, or its days are over."))
    topics = [f"course-{course.id}", f"person-{by.id}"]
    record(verbs.ANSWERED, course, by=by, topics=topics, taken=taken)


def finish_first(course: Course, by: Actor, number: int) -> None:
    """Say that it is done, whenever that is. Raises Conflict where it was not taken."""
    require(by, "first_task.answer", course)
    taken = (FirstTask.taken.is_(True), FirstTask.done_at.is_(None))
    if not _change(course, by, number, taken, {"done_at": clock.now()}):
        raise Conflict(_("That is noted already, or was not taken."))
    record(verbs.DONE, course, by=by, topics=[f"person-{by.id}"])


def _change(
    course: Course, by: Actor, number: int, where: Conditions, values: dict[str, object]
) -> int:
    mine = (
        FirstTask.id == number,
        FirstTask.course_id == course.id,
        FirstTask.person_id == by.id,
    )
    change = update(FirstTask).where(*mine, *where).values(**values)
    return int(db.session.execute(change).rowcount)  # type: ignore[attr-defined]


def offer_to_mentor(course: Course, by: Actor) -> None:
    """Say that learners may ask one to go along. Raises Conflict for who can't do it
    yet, and for who is under 18."""
    require(by, "pairing.ask", course)
    _check_age(by.id)
    if not after_queries.can_mentor(course.id, by.id):
        raise Conflict(_("First somebody confirms that you can do it yourself."))
    keys = ["course_id", "person_id"]
    put(MentorOffer, keys, course_id=course.id, person_id=by.id, at=clock.now())


def stop_mentoring(course: Course, by: Actor) -> None:
    """Nobody new asks from now on, nor is told to; what was agreed goes on."""
    require(by, "pairing.ask")  # of nothing: who is kept out may still stop
    mine = (MentorOffer.course_id == course.id, MentorOffer.person_id == by.id)
    db.session.execute(delete(MentorOffer).where(*mine))
    named = (FirstTask.course_id == course.id, FirstTask.buddy_id == by.id)
    db.session.execute(update(FirstTask).where(*named).values(buddy_id=None))


def ask_mentor(course: Course, by: Actor, mentor_id: int) -> None:
    """Ask somebody who offers it to go along; they say yes or no. Raises Conflict for
    who did not come to the course, or is not to be asked."""
    require(by, "pairing.ask", course)
    one_by_one(by)
    _check_age(by.id)
    known = {row.id for row in after_queries.mentors(course.id, by)}
    if not after_queries.came(course.id, by.id) or mentor_id not in known:
        raise Conflict(_("They can’t be asked just now. Pick somebody else."))
    pair = {"course_id": course.id, "learner_id": by.id, "mentor_id": mentor_id}
    _again(pair)
    made = insert_row(Pairing, list(pair), **pair, asked_at=clock.now())
    if made is None:
        raise Conflict(_("They said no lately. Pick somebody else."))
    _tell(verbs.PAIRING_ASKED, course, by, mentor_id)


def _again(pair: dict[str, int]) -> None:
    """What ended may begin anew; what was refused after ninety days."""
    long_ago = clock.now() - timedelta(days=90)
    same = [getattr(Pairing, name) == number for name, number in pair.items()]
    over = Pairing.ended_at.is_not(None)
    refused = Pairing.agreed.is_(False) & (Pairing.answered_at > long_ago)
    db.session.execute(
        delete(Pairing).where(*same, over, or_(Pairing.agreed.is_(None), ~refused))
    )


def answer_learner(course: Course, by: Actor, number: int, *, agreed: bool) -> None:
    """Say yes or no to a learner. Raises Conflict where that is over."""
    require(by, "pairing.ask", course)
    pairing = _mine(course, by, number)
    waits = pairing.agreed is None and pairing.ended_at is None
    if pairing.mentor_id != by.id or not waits:
        raise Conflict(_("You have answered this, or its time is over."))
    pairing.agreed = agreed
    pairing.answered_at = clock.now()
    if not agreed:
        pairing.ended_at = clock.now()
    _tell(verbs.PAIRING_ANSWERED, course, by, pairing.learner_id, agreed=agreed)


def end_pairing(course: Course, by: Actor, number: int) -> None:
    """Either of them ends it at once, or takes the question back."""
    require(by, "pairing.ask")  # as above
    pairing = _mine(course, by, number)
    if pairing.ended_at is not None:
        raise Conflict(_("That has ended already."))
    pairing.ended_at = clock.now()
    other = pairing.mentor_id if pairing.learner_id == by.id else pairing.learner_id
    _tell(verbs.PAIRING_ENDED, course, by, other)


def lapse() -> int:
    """The job: what no mentor answered in two weeks is over."""
    waits = (Pairing.agreed.is_(None), Pairing.ended_at.is_(None))
    late = Pairing.asked_at < clock.now() - LASTS
    some = select(Pairing.id).where(*waits, late).limit(BATCH)
    ids = list(db.session.scalars(some))
    if ids:
        over = update(Pairing).where(Pairing.id.in_(ids), *waits)
        db.session.execute(over.values(ended_at=clock.now()))
    return len(ids)


def _mine(course: Course, by: Actor, number: int) -> Pairing:
    """The pairing of this number, which nobody else changes meanwhile. Raises NotFound
    for what is between others."""
    mine = (Pairing.id == number, Pairing.course_id == course.id, *Pairing.visible(by))
    this = select(Pairing).where(*mine).with_for_update()
    found = db.session.scalar(this, execution_options={"populate_existing": True})
    if found is None:
        raise NotFound
    return found


def _check_age(person_id: int) -> None:
    if is_young(person_id):
        raise Conflict(_("Under 18 nobody is paired here. Ask an organiser instead."))


def _tell(verb: Verb, course: Course, by: Actor, person: int, **facts: bool) -> None:
    topics = [f"person-{by.id}", f"person-{person}"]
    said = {"person": person, "course": course.id} | facts
    record(verb, course, by=by, topics=topics, **said)
