"""What features to the right put on a task's page."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from board.accounts.models import CurrentPerson
from board.places import Place

# Who could be asked to take a place: of its row, for an organiser who looks for hands.
HANDS: Place[Callable[[Any, CurrentPerson], Markup]] = Place("task.hands")
