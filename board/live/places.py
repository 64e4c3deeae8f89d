"""What the live stream asks of features."""

from collections.abc import Callable

from board.places import Place
from board.policy import Actor

# Who asks, with the hash of their session's token; None for a visitor.
SIGNED_IN: Place[Callable[[], tuple[Actor, str] | None]] = Place("live.signed_in")
# Which of the sessions with these hashes have not ended.
STILL_OPEN: Place[Callable[[list[str]], set[str]]] = Place("live.still_open")
# Of lines of the log and people, by their numbers: who of them was notified of any.
NOTIFIED: Place[Callable[[list[int], list[int]], set[int]]] = Place("live.notified")
