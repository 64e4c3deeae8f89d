"""One thread per process reads the log, renders what changed for those who listen, and
hands it over."""

import logging
import threading
import time
from collections.abc import Callable, Iterable

from flask import Flask

from board.activity import queries as activity
from board.activity.actions import committed
from board.activity.verbs import named
from board.db import Rows
from board.errors import NotFound
from board.live.connection import Batch
from board.live.log import LogReader
from board.live.places import NOTIFIED
from board.live.regions import ME, RESYNC, Key, frame, touched

log = logging.getLogger("board")
# seconds between two readings; a write of this process wakes the thread at once
PAUSE = 0.1
# seconds after lines were found: what is written meanwhile is read together
REST = 0.03
STALE = 5.0  # seconds without a sign of life after which something is wrong
TOO_MANY = 500  # lines at once, such as an import: everybody fetches their page anew

Deliver = Callable[[Batch], object]
_last_reading = 0.0


def is_fresh() -> bool:
    """Whether the watcher of this process works; True where none was started, as in
    `board run`."""
    return not _last_reading or time.monotonic() - _last_reading < STALE


class Watcher(threading.Thread):
    """Reads the log from `cursor` on.

    `heard` tells whether a stream is open, `wanted` which keys have listeners;
    `deliver` takes a batch.
    """

    def __init__(
        self,
        app: Flask,
        heard: Callable[[], bool],
        wanted: Callable[[], Iterable[Key]],
        deliver: Deliver,
    ) -> None:
        super().__init__(name="watcher", daemon=True)
        self.app = app
        self.heard = heard
        self.wanted = wanted
        self.deliver = deliver
        self.reader = LogReader(app)
        self.cursor = self.reader.newest()
        self.stopping = False

    def run(self) -> None:
        """Read, wait, read again, whatever happens."""
        global _last_reading
        while not self.stopping:
            _last_reading = time.monotonic()
            try:
                if self.read_new():
                    time.sleep(REST)
            except Exception:
                log.exception("live: could not read the log, trying again")
                time.sleep(1)
            committed.wait(PAUSE)
            committed.clear()
        _last_reading = 0.0  # it was asked to stop, so nobody misses it
        self.reader.close()

    def read_new(self) -> bool:
        """Deliver what was written since the last time, where anybody listens; gives
        whether there was anything."""
        newest = self.reader.newest()
        seen = self.cursor
        if newest <= seen:
            return False
        # First the cursor, then who listens: whoever subscribes in between reads the
        # cursor and catches up.
        self.cursor = newest
        if not self.heard():
            return True
        if newest - seen > TOO_MANY:
            self.deliver(Batch(newest, everybody=True))
            return True
        with self.app.app_context():
            batch, changed = self._read(seen, newest)
        for key in changed:
            made = made_or_none(self.app, key)
            if made is not None:
                batch.frames[key] = made
        self.deliver(batch)
        return True

    def _read(self, seen: int, newest: int) -> tuple[Batch, list[Key]]:
        """What these lines mean to people who listen, and the renderings that
        changed."""
        lines = activity.lines_after(seen, newest)
        changed: set[str] = set()
        moved: set[int] = set()
        for line in lines:
            changed.update(touched(line.topic, line.verb))
            if line.topic.startswith("person-") and named(line.verb).changes_rights:
                moved.add(number(line.topic))
        keys = list(self.wanted())
        frames = dict.fromkeys(_own_keys(lines, keys), ME)
        batch = Batch(newest, frames, moved=moved, at=lines[-1].at if lines else None)
        return batch, [key for key in keys if key.region in changed]


def _own_keys(lines: Rows, keys: list[Key]) -> list[Key]:
    """Of people who listen for their own news, those who did something or were notified
    of it."""
    people = {
        number(key.region): key for key in keys if key.region.startswith("person-")
    }
    if not people:
        return []
    ids = list({line.id for line in lines})
    concerned = NOTIFIED.filling(ids, list(people))
    concerned |= {line.actor_id for line in lines}
    return [people[id] for id in concerned & people.keys()]


def made_or_none(app: Flask, key: Key) -> bytes | None:
    """The region's frame; None when it could not be made. Of what nobody sees any
    more pages are told to ask anew: they get what stands in its place."""
    try:
        return frame(app, key)
    except NotFound:
        return RESYNC
    except Exception:
        log.exception("live: could not render %s", key.region)
        return None


def number(topic: str) -> int:
    """The id in a person's topic; 0 for other topics."""
    return int(topic.removeprefix("person-")) if topic.startswith("person-") else 0
