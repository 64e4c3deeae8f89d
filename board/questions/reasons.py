"""Why people hear of questions."""

from flask_babel import gettext as _
from sqlalchemy import bindparam, literal, select

from board.activity.reasons import Reason, declare, explain
from board.questions.models import Question

ASKER = select(Question.asker_id, literal("asker")).where(
    Question.id == bindparam("part")
)


def init_app() -> None:
    """Declare them."""
    declare("asker", Reason(ASKER))
    explain("asker", lambda line: _("You asked this."))
