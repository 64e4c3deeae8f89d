"""Why people hear of one-to-ones: the two of them, as the row says who they are."""

from flask_babel import gettext as _
from sqlalchemy import bindparam, literal, select

from board.activity.reasons import Reason, declare, explain
from board.one_to_ones.models import OneToOne

THE_PART = OneToOne.id == bindparam("part")
OTHER = select(OneToOne.with_id, literal("talked_with")).where(
    THE_PART, OneToOne.with_id.is_not(None)
)
WRITER = select(OneToOne.by_id, literal("talk_writer")).where(THE_PART)


def init_app() -> None:
    """Declare them."""
    declare("talked_with", Reason(OTHER))
    declare("talk_writer", Reason(WRITER))
    explain("talked_with", lambda line: _("It was with you."))
    explain("talk_writer", lambda line: _("You wrote it down."))
