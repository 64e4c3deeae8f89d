"""What a process does, told to whoever watches over the server: its log, its counts.

Nobody is told anything unless a setting asks for it (board/watch/).
"""

import secrets
from collections.abc import Callable
from typing import Any

Taker = Callable[[str, dict[str, Any]], object]
takers: list[Taker] = []
NOTE = "board.note"  # where a request carries its own


class Note:
    """What becomes known of a request while it is answered; never who, nor where
    from."""

    __slots__ = ("cached", "id", "signed_in", "size", "status")

    def __init__(self) -> None:
        self.id = secrets.token_hex(6)
        self.status = 0  # stays so where the other side left before an answer
        self.size = 0
        self.cached = False
        self.signed_in = False


def tell(taker: Taker) -> None:
    """From now on it is told, too."""
    takers.append(taker)


def note(what: str, **facts: Any) -> None:
    """Something happened: facts are numbers and names of ours, nothing of people."""
    for take in takers:
        take(what, facts)
