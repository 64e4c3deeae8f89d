"""Frames that were sent lately, for those who open a stream and missed one."""

from collections import OrderedDict

from board.live.connection import Batch
from board.live.regions import Key

REMEMBERED = 2_000


class RecentFrames:
    """The newest frame of each region that changed lately, the oldest first."""

    def __init__(self) -> None:
        self._frames: OrderedDict[Key, tuple[int, bytes]] = OrderedDict()

    def remember(self, batch: Batch) -> None:
        """Add what the watcher found, and forget the oldest where there are too
        many."""
        for key, made in batch.frames.items():
            self._frames[key] = (batch.newest, made)
            self._frames.move_to_end(key)
        while len(self._frames) > REMEMBERED:
            self._frames.popitem(last=False)

    def get(self, key: Key, since: int) -> bytes | None:
        """The region's frame; None where none holds the line with this id."""
        newest, made = self._frames.get(key, (0, b""))
        return made if newest >= since else None
