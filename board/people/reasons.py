"""Why people hear of what somebody is asked."""

from flask_babel import gettext as _
from sqlalchemy import bindparam, literal, select

from board.activity.reasons import Reason, declare, explain
from board.people.request_models import Request

REQUESTER = select(Request.by_id, literal("requester")).where(
    Request.id == bindparam("part")
)


def init_app() -> None:
    """Declare them."""
    declare("requester", Reason(REQUESTER))
    explain("requester", lambda line: _("You asked for this."))
