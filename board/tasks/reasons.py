"""Why people hear of what happens to a task."""

from flask_babel import gettext as _
from sqlalchemy import bindparam, literal, select

from board.activity.reasons import Reason, declare, explain
from board.tasks.models import Claim

HOLDER = select(Claim.person_id, literal("claim")).where(
    Claim.id == bindparam("part"), Claim.person_id.is_not(None)
)


def init_app() -> None:
    """Declare them."""
    declare("claim", Reason(HOLDER))
    explain("claim", lambda line: _("You have a part in this task."))
    explain("task", lambda line: _("You follow this task."))
