"""Asking somebody to hold a role, or to be its deputy; yes does it."""

from functools import partial
from typing import Any

from flask_babel import gettext as _

from board.db import Rows, read
from board.people.places import Askable
from board.policy import Actor
from board.roles import actions
from board.roles.models import Role
from board.roles.queries import cards


def _things(numbers: list[int], _person: Actor) -> Rows:
    found = cards(None).add_columns(Role.name.label("title"))
    return read(found.where(Role.id.in_(numbers)))


def _too_late(role: Any, *, as_deputy: bool) -> str:
    if role.ended_at:
        return str(_("This role is no longer needed."))
    if role.deputy_id if as_deputy else role.holder_id:
        return str(_("Somebody else has this role now."))
    return ""


def _hold(role: Any) -> str:
    return str(_("Would you hold the role “%(title)s”?", title=role.title))


def _stand_in(role: Any) -> str:
    return str(_("Would you be the deputy for “%(title)s”?", title=role.title))


ROLE = Askable(
    "role", _things, _hold, actions.hold, partial(_too_late, as_deputy=False)
)
DEPUTY = Askable(
    "deputy",
    _things,
    _stand_in,
    partial(actions.hold, as_deputy=True),
    partial(_too_late, as_deputy=True),
    of="role",
)
