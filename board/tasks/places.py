"""What features to the right put on a task's page."""

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from board.places import Place
from board.policy import Actor

# Who could be asked to take a place: of its row, for an organiser who looks for hands.
HANDS: Place[Callable[[Any, Actor], Markup]] = Place("task.hands")
