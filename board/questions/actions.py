"""The rules of questions: anybody asks, an organiser answers, once."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from board import clock
from board.activity.actions import record
from board.activity.verbs import Verb
from board.db import AnyRow, check_open, db, insert_row_once
from board.errors import Conflict
from board.policy import Actor, require
from board.questions import verbs
from board.questions.models import Question


def ask(
    thing: Any, by: Actor, *, body: str, private: bool, once: str | None = None
) -> None:
    """Ask about a campaign, task or event; the organisers of its area hear of it."""
    require(by, "question.ask", thing)
    check_open(thing)
    made, is_new = insert_row_once(
        Question,
        kind=thing.__tablename__,
        thing_id=thing.id,
        area_id=thing.area_id,
        asker_id=by.id,
        body=body,
        private=private,
        asked_at=clock.now(),
        answer="",
        once=once,
    )
    if is_new:
        _record(verbs.ASKED, thing, made, by)


def answer(thing: Any, question: AnyRow, by: Actor, *, body: str) -> None:
    """Answer a question about the thing; whoever asked hears of it.

    Raises Conflict where somebody has.
    """
    require(by, "question.answer", question)
    unanswered = (Question.id == question.id, Question.answered_at.is_(None))
    values = {"answer": body, "answered_by_id": by.id, "answered_at": clock.now()}
    written = db.session.execute(update(Question).where(*unanswered).values(values))
    if not written.rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("Somebody has answered this already."))
    _record(verbs.ANSWERED, thing, question, by)


def _record(verb: Verb, thing: Any, question: AnyRow, by: Actor) -> None:
    """What is private stands under no topic that others listen to."""
    topic = f"{question.kind}-{question.thing_id}"
    topics = [f"question-{question.id}" if question.private else topic]
    number = question.id
    record(verb, thing, part=question, by=by, topics=topics, question=number)
