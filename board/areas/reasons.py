"""Why people of an area hear of something."""

from flask_babel import gettext as _
from sqlalchemy import bindparam, literal, select

from board.activity.reasons import Reason, declare, explain
from board.areas.models import IS_ORGANISER, Membership

ORGANISERS = select(Membership.person_id, literal("organiser")).where(
    Membership.area_id == bindparam("area"), IS_ORGANISER
)


def init_app() -> None:
    """Declare them."""
    declare("organiser", Reason(ORGANISERS))
    explain(
        "organiser", lambda line: _("You organise in %(area)s.", area=line.area_name)
    )
    explain("area", lambda line: _("You follow %(what)s.", what=line.area_name))
