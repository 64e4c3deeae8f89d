"""Why people hear of what became of an answer: they gave it."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, literal, select

from board.activity.models import Line
from board.activity.reasons import Reason, declare, explain
from board.rounds.models import Answer, AnswerTheme

THESE: Any = bindparam("answers", expanding=True)
GIVERS = select(Answer.person_id, literal("giver")).where(
    Answer.id.in_(THESE), Answer.person_id.is_not(None)
)
OF_THEME = (
    select(Answer.person_id, literal("giver"))
    .join(AnswerTheme, AnswerTheme.answer_id == Answer.id)
    .where(AnswerTheme.theme_id == bindparam("theme"), Answer.person_id.is_not(None))
)


def _these(line: Line) -> dict[str, Any]:
    return {"answers": line.facts["answers"]}


def _theme(line: Line) -> dict[str, Any]:
    return {"theme": line.facts["theme"]}


def init_app() -> None:
    """Declare them."""
    declare("giver", Reason(GIVERS, _these))
    declare("giver of theme", Reason(OF_THEME, _theme))
    explain("giver", lambda line: _("You answered in this listening round."))
    explain("round", lambda line: _("You answered in this listening round."))
