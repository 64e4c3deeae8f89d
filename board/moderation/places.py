"""What features to the right say to moderation."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement

from board.places import Place

# Whether an organiser looks first at all that this person writes: a number given later.
LOOKED_AT_FIRST: Place[Callable[[Any], ColumnElement[bool]]] = Place(
    "moderation.looked_at_first", several=True
)
