"""Mails about questions: to the organisers who may answer, and to whoever asked."""

from flask import current_app
from sqlalchemy import String, cast, literal, select

from board.accounts.models import Person
from board.activity.models import Line
from board.activity.things import of_kind
from board.activity.verbs import Letter, named
from board.areas.models import Membership
from board.db import read
from board.mail.actions import queue_each
from board.policy import Role
from board.questions import verbs
from board.questions.models import Question


def mail_out(lines: list[Line]) -> None:
    """Mail each question and each answer."""
    for line in lines:
        letter = named(line.verb).letter
        if letter and letter.by_feature == "questions":
            _mail(line, letter)


def _mail(line: Line, letter: Letter) -> None:
    question = read(
        select(Question.body, Question.answer, Question.asker_id).where(
            Question.id == line.part_id
        )
    )[0]
    thing = of_kind(line.subject_kind).model
    title = read(select(thing.title).where(thing.id == line.subject_id))[0].title
    key = literal(f"line-{line.id}-") + cast(Person.id, String)
    each = select(key, Person.email).where(
        Person.email != "", Person.id != line.actor_id
    )
    if line.verb == verbs.ANSWERED:
        each = each.where(Person.id == question.asker_id)
        path = f"/questions/{line.part_id}"
    else:
        organisers = select(Membership.person_id).where(
            Membership.area_id == line.area_id, Membership.role == Role.ORGANISER
        )
        each = each.where(Person.id.in_(organisers))
        path = f"/questions/{line.part_id}/answer"
    base = current_app.config["BOARD"].base_url.rstrip("/")
    given = {"question": question, "title": title, "url": f"{base}{path}"}
    queue_each(each, "question", words=letter.words(line, title), **given)
