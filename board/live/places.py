"""What the live stream asks of features."""

from collections.abc import Callable

from board.places import Place
from board.policy import Actor

TokenHash = str
Ids = list[int]

# Who asks, with the hash of their session's token; None for a visitor.
SignedIn = Callable[[], tuple[Actor, TokenHash] | None]
SIGNED_IN: Place[SignedIn] = Place("live.signed_in")

# Which of the sessions with these hashes have not ended.
StillOpen = Callable[[list[TokenHash]], set[TokenHash]]
STILL_OPEN: Place[StillOpen] = Place("live.still_open")

# Of lines of the log and people, by their numbers: who of them was notified of any.
Notified = Callable[[Ids, Ids], set[int]]
NOTIFIED: Place[Notified] = Place("live.notified")
