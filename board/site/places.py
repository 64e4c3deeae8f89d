"""What others tell of how the board is."""

from collections.abc import Callable
from typing import TypeAlias

from board.places import Place

Line: TypeAlias = tuple[bool, str]  # whether it is fine, and how it is

# A line each for /readyz, of what needs no database.
READY: Place[Callable[[], Line]] = Place("site.ready", several=True)
