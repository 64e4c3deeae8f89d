"""What is typed about roles."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import Optional

from board.forms import (
    BoardForm,
    Day,
    OnceField,
    line,
    prose,
    version_field,
)


class RoleForm(BoardForm):
    """A role that somebody is to hold."""

    FIELDS = ("name", "words", "until")

    name = line(_l("What is the role called?"), 80, missing=_l("Give the role a name."))
    words = prose(_l("What does whoever holds it do?"), 1000)
    until = Day(_l("On which day does the term end?"), validators=[Optional()])


class PlanRoleForm(RoleForm):
    """One that is new."""

    once = OnceField()


class EditRoleForm(RoleForm):
    """A change to one."""

    ended = BooleanField(_l("This role is no longer needed"))
    version = version_field()


class HandoverForm(BoardForm):
    """What the next one needs to know."""

    words = prose(_l("What does the next one need to know?"), 6000)
    version = version_field()
