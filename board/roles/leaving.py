"""Whoever leaves an area, or is something else there now, has no role there any
more."""

from board.accounts import verbs as accounts
from board.activity.models import Line
from board.areas import verbs as areas
from board.roles.actions import vacate


def let_go(lines: list[Line]) -> None:
    """A listener of the log."""
    for line in lines:
        person = line.actor_id
        if line.verb == accounts.ROLE_TAKEN:
            person = line.facts["person"]
        elif line.verb != areas.LEFT:
            continue
        if person and line.area_id:
            vacate(person, line.area_id)
