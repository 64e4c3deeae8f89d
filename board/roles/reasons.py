"""Why people hear of a role."""

from flask_babel import gettext as _
from sqlalchemy import bindparam, literal, or_, select

from board.accounts.models import Person
from board.activity.reasons import Reason, declare, explain
from board.roles.models import Role

IN_IT = (
    select(Person.id, literal("role"))
    .join(Role, or_(Role.holder_id == Person.id, Role.deputy_id == Person.id))
    .where(Role.id == bindparam("subject"))
)


def init_app() -> None:
    """Declare them."""
    declare("in the role", Reason(IN_IT))
    explain("role", lambda line: _("You hold this role, or are its deputy."))
