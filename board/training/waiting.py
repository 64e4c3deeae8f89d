"""What of training waits for somebody on their week: a small first task, and learners
who would like their company."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Date, and_, bindparam, or_, select

from board.accounts.models import Person
from board.accounts.places import Waiting, Waits
from board.db import AnyRow, AnySelect
from board.drawing import day, today
from board.training.after_models import FirstTask, Pairing
from board.training.models import Course

SHOWN = 10
ME: Any = bindparam("me")
TODAY: Any = bindparam("first_day", callable_=today, type_=Date(), unique=True)


def _first_tasks() -> AnySelect:
    """Those offered to `me` whose days are not over, and those taken and not done."""
    waits = and_(FirstTask.taken.is_(None), FirstTask.due_on >= TODAY)
    taken = and_(FirstTask.taken.is_(True), FirstTask.done_at.is_(None))
    columns = (
        FirstTask.course_id,
        FirstTask.due_on,
        FirstTask.taken,
        Course.task_title.label("first_task"),
        Course.title.label("course"),
    )
    found = select(*columns).join(Course, Course.id == FirstTask.course_id)
    mine = (*FirstTask.visible(ME), *Course.visible(ME), or_(waits, taken))
    return found.where(*mine).order_by(FirstTask.due_on, FirstTask.id).limit(SHOWN)


def _says_task(row: AnyRow) -> Waits:
    at = f"/courses/{row.course_id}/after"
    said = {"task": row.first_task, "day": day(row.due_on)}
    if row.taken:
        words = _("You took your first task, good by %(day)s: %(task)s", **said)
        return Waits(words, at, _("Say that it is done"))
    words = _(
        "A small first task after “%(course)s”, by %(day)s: %(task)s",
        course=row.course,
        **said,
    )
    return Waits(words, at, _("Take it, or not this time"))


def _learners() -> AnySelect:
    """Who asks `me` to go along."""
    found = (
        select(
            Pairing.course_id.label("pairing_course"),
            Person.name.label("learner"),
            Course.title.label("learns"),
        )
        .join(Person, Person.id == Pairing.learner_id)
        .join(Course, Course.id == Pairing.course_id)
        .where(Pairing.mentor_id == ME, Pairing.agreed.is_(None))
        .where(Pairing.ended_at.is_(None), Person.erased_at.is_(None))
        .where(*Pairing.visible(ME), *Course.visible(ME))
    )
    return found.order_by(Pairing.id).limit(SHOWN)


def _says_learner(row: AnyRow) -> Waits:
    said = {"name": row.learner, "course": row.learns}
    words = _("%(name)s learns “%(course)s” and would like your company.", **said)
    return Waits(words, f"/courses/{row.pairing_course}/after", _("Say yes or no"))


FIRST_TASKS = Waiting("first_tasks", _first_tasks, _says_task)
LEARNERS = Waiting("learners", _learners, _says_learner)
