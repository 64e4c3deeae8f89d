"""Why people hear of introductions: by their seat, as the row says, and only where it
reached them."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, literal, select

from board.activity.reasons import Reason, declare, explain
from board.db import AnySelect
from board.introductions.models import Introduction

PART = Introduction.id == bindparam("part")


def _people(column: Any, why: str, *where: Any) -> AnySelect:
    return select(column, literal(why)).where(PART, column.is_not(None), *where)


MIDDLE = _people(Introduction.middle_id, "in_middle", Introduction.reached_middle)
# a mail of its own goes to an address
OTHER = _people(
    Introduction.other_id,
    "introduced",
    Introduction.reached_other,
    Introduction.email == "",
)
ASKER = _people(Introduction.asker_id, "who_asked")


def init_app() -> None:
    """Declare them."""
    named: tuple[tuple[str, Any], ...] = (
        ("in_middle", MIDDLE),
        ("introduced", OTHER),
        ("who_asked", ASKER),
    )
    for name, people in named:
        declare(name, Reason(people))
    explain("in_middle", lambda line: _("You are the one in the middle."))
    explain("introduced", lambda line: _("You are the one they want to reach."))
    explain("who_asked", lambda line: _("You asked for it."))
