"""Reading questions, and the things they are about."""

from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, or_, select

from board.accounts.models import Person
from board.activity.things import of_kind
from board.db import AnyRow, AnySelect, Rows, db, read, the_one
from board.errors import NotFound
from board.policy import Actor
from board.questions.models import KINDS, Question

MOST = 50  # on one page

COLUMNS = (
    Question.id,
    Question.kind,
    Question.thing_id,
    Question.area_id,
    Question.asker_id,
    Question.body,
    Question.private,
    Question.asked_at,
    Question.answer,
    Question.answered_at,
)
# what stands in the place of one that was hidden
HIDDEN = and_(Question.hidden_for != "", Question.private.is_(False))


def thing(kind: str, number: int) -> Any:
    """The campaign, task or event of this number, or NotFound."""
    if kind not in KINDS:
        raise NotFound
    model = of_kind(kind).model
    statement = select(model).where(model.id == number, *model.visible(None))
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound
    return found


def about(kind: str, number: int, me: int = 0) -> Rows:
    """The questions about a thing that the person of this number may read, the oldest
    first; 0 is a visitor."""
    return read(_about(), {"kind": kind, "number": number, "me": me})


@cache
def _about() -> AnySelect:
    return (
        select(*COLUMNS, Question.hidden_for)
        .where(
            Question.kind == bindparam("kind"),
            Question.thing_id == bindparam("number"),
            or_(and_(*Question.visible(bindparam("me"))), HIDDEN),
        )
        .order_by(Question.id)
        .limit(MOST)
    )


def one(question_id: int, person: Actor | None) -> AnyRow:
    """One question with its asker's name, or NotFound."""
    statement = (
        select(*COLUMNS, Person.name)
        .join(Person, Person.id == Question.asker_id)
        .where(Question.id == question_id, *Question.visible(person))
    )
    return the_one(statement)
