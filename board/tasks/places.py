"""What features to the right put on a task's page."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from board.accounts.models import CurrentPerson
from board.places import Place
from board.policy import Actor


class Begun(NamedTuple):
    """What the form of a new task is filled in with; `above` stands over it, and
    `query` names it in addresses."""

    data: dict[str, Any]
    above: Markup
    query: str


# By what the address of the form names: (its query, who asks).
BEGUN: Place[Callable[[Mapping[str, str], Actor], Begun | None]] = Place("task.begun")
# Who could be asked to take a place: of its row, for an organiser who looks for hands.
HANDS: Place[Callable[[Any, CurrentPerson], Markup]] = Place("task.hands")
