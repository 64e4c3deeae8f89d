"""Mails about questions: to the organisers who may answer, and to whoever asked."""

from sqlalchemy import select

from board.accounts.recipient_queries import recipients
from board.activity.models import Line
from board.activity.reasons import people
from board.activity.things import of_kind
from board.activity.verbs import Letter, named
from board.db import read
from board.drawing import full
from board.mail.actions import queue_each
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
        select(Question.body, Question.answer).where(Question.id == line.part_id)
    )[0]
    thing = of_kind(line.subject_kind).model
    title = read(select(thing.title).where(thing.id == line.subject_id))[0].title
    (reason,) = named(line.verb).concerns
    concerned = people(reason).params(part=line.part_id, area=line.area_id)
    concerned_ids = select(concerned.subquery().c[0])
    path = f"/questions/{line.part_id}"
    if line.verb == verbs.ASKED:
        path += "/answer"
    given = {"question": question, "title": title, "url": full(path)}
    them = recipients(line, concerned_ids)
    queue_each(them, "question", words=letter.words(line, title), **given)
