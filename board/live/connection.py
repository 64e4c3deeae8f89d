"""One open connection, and what the watcher finds for them."""

import random
import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from board.live.regions import Key
from board.live.wire import Send

BEAT = 15  # seconds between signs of life
LIFE = (15 * 60, 30 * 60)  # seconds a stream lasts; the client comes back by itself


class Stream:
    """One open connection. There may be 20,000 of them, so it is small."""

    __slots__ = (
        "address",
        "busy",
        "ends_at",
        "keys",
        "newest",
        "over",
        "pending",
        "person_id",
        "send",
        "slot",
        "token",
        "transport",
    )

    def __init__(self, send: Send, address: str) -> None:
        self.send = send
        # ASGI can neither say whether a client is slow nor drop it; uvicorn's transport
        # can.
        self.transport = getattr(getattr(send, "__self__", None), "transport", None)
        self.address = address
        self.ends_at = time.monotonic() + random.uniform(*LIFE)
        self.slot = random.randrange(BEAT)
        self.busy = True  # until it has caught up
        self.over = False
        # everything of the log up to here was sent or did not concern it
        self.newest = 0
        # by region, so that a slow client gets the newest of each only
        self.pending: dict[Any, bytes] = {}
        self.keys: tuple[Key, ...] = ()
        self.person_id = 0
        self.token = ""

    def has_room(self) -> bool:
        """Whether what is sent now leaves at once."""
        return self.transport is not None and not self.transport.get_write_buffer_size()

    def cut(self) -> None:
        """Drop a connection that takes nothing any more."""
        if self.transport is not None:
            self.transport.abort()

    def take(self) -> bytes:
        """Everything that waits, in one piece; the id comes last, when all before it
        has arrived."""
        waiting = self.pending
        self.pending = {}
        if waiting.keys() != {"beat"}:
            waiting["id"] = b"id: %d\n\n" % self.newest
        return b"".join(waiting.values())


@dataclass
class Batch:
    """What the watcher found: frames that hold everything up to `newest`."""

    newest: int
    frames: dict[Key, bytes] = field(default_factory=dict)
    everybody: bool = False  # too much happened: all are told to fetch their page anew
    moved: set[int] = field(default_factory=set)  # people whose rights changed
    at: datetime | None = None  # when the newest of it was written
