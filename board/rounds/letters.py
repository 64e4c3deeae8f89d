"""Mails to those who answered on paper and left an address: each turn of their answer,
until what came of it."""

from flask_babel import LazyString
from sqlalchemy import Select, literal, select

from board.activity.models import Line
from board.activity.verbs import named
from board.campaigns import verbs as campaigns
from board.confirm import signed
from board.db import read
from board.drawing import full
from board.mail.actions import queue_each
from board.rounds import verbs
from board.rounds.models import Answer, AnswerTheme, Round, Theme

PURPOSE = "round-answer"
OF_ANSWERS = (verbs.READ, verbs.GATHERED)


def address_of(answer_id: int) -> str:
    """Where somebody without an account reads what became of their answer."""
    return full(f"/rounds/answer/{signed.make(PURPOSE, answer_id, '')}")


def mail_out(lines: list[Line]) -> None:
    """Mail each turn to those who gave an answer it concerns and left an address."""
    for line in lines:
        found = _concerned(line)
        if found is not None:
            _mail(line, found)


def _concerned(line: Line) -> Select[int, str, str] | None:
    """(answer, address, title of its round) of those without an account whom a line
    concerns."""
    left = (
        select(Answer.id, Answer.email, Round.title)
        .join(Round, Round.id == Answer.round_id)
        .where(Answer.email != "", Answer.hidden_at.is_(None))
    )
    if line.verb in OF_ANSWERS:
        return left.where(Answer.id.in_(line.facts["answers"]))
    if line.verb == verbs.TOLD:
        return left.where(Answer.round_id == line.subject_id)
    themed = left.join(AnswerTheme, AnswerTheme.answer_id == Answer.id)
    if line.verb == verbs.TAKEN_UP:
        return themed.where(AnswerTheme.theme_id == line.facts["theme"])
    if line.verb == campaigns.ENDED:
        of_theme = Theme.id == AnswerTheme.theme_id
        of_campaign = Theme.campaign_id == line.subject_id
        return themed.join(Theme, of_theme).where(of_campaign).distinct()
    return None


def _mail(line: Line, found: Select[int, str, str]) -> None:
    words = LazyString(_words, line)
    for answer_id, email, title in read(found):
        one = select(literal(f"round {line.id} {answer_id}"), literal(email))
        url = address_of(answer_id)
        queue_each(one, "round_turn", words=words, title=title, url=url)


def _words(line: Line) -> str:
    return named(line.verb).news(line).bare  # type: ignore[arg-type]
