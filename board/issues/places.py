"""What features that stand on posts put on a post's page."""

from collections.abc import Callable

from board.db import Rows
from board.places import Place

# The campaigns an issue is part of, and running ones that words lead to.
CAMPAIGNS: Place[Callable[[int], Rows]] = Place("issue.campaigns")
CAMPAIGNS_LIKE: Place[Callable[..., Rows]] = Place("issue.campaigns_like")
# Changes to an issue that its author asks for.
ASKS: Place[Callable[[int], Rows]] = Place("issue.asks")
