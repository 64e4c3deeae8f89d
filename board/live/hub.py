"""Who listens to what, and sending it to them.

Lives on the event loop; holds no database connection.
"""

import asyncio
import itertools
import logging
import random
import resource
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import Any

from board import clock
from board.live.connection import BEAT, Batch, Stream
from board.live.frames import RecentFrames
from board.live.regions import RESYNC, Key, message
from board.noting import note

SLICE = 200  # streams served before other requests get their turn
PATIENCE = 20  # seconds a client may take to accept what is sent
PER_PROCESS = 20_000
BODY = "http.response.body"

log = logging.getLogger("board")
StillOpen = Callable[[list[str]], Awaitable[set[str]]]


class Hub:
    """All streams of this process."""

    def __init__(self, per_address: int, still_open: StillOpen) -> None:
        self.per_address = per_address
        # Each stream is an open file, and other requests need some, too.
        open_files, _most = resource.getrlimit(resource.RLIMIT_NOFILE)
        self.room = min(PER_PROCESS, open_files - 300)
        self.still_open = still_open
        self.streams: set[Stream] = set()
        self.addresses: Counter[str] = Counter()
        self.subscribers: dict[Key, set[Stream]] = {}
        self.recent = RecentFrames()
        self.closing = False
        self._batches: asyncio.Queue[Batch] = asyncio.Queue()
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        """Begin to serve."""
        for work in (self._fan_out(), self._tend()):
            self._spawn(work)

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)  # the loop itself holds tasks only weakly
        task.add_done_callback(self._tasks.discard)

    def is_full(self, address: str) -> bool:
        """Whether there is no room for another stream, at all or from this address."""
        return (
            self.closing
            or len(self.streams) >= self.room
            or self.addresses[address] >= self.per_address
        )

    def join(self, stream: Stream) -> None:
        """Count the stream."""
        self.streams.add(stream)
        self.addresses[stream.address] += 1

    def subscribe(self, stream: Stream, keys: Iterable[Key]) -> None:
        """From here on the stream misses nothing of these regions."""
        stream.keys = tuple(keys)
        for key in stream.keys:
            self.subscribers.setdefault(key, set()).add(stream)

    def leave(self, stream: Stream) -> None:
        """Forget the stream; doing so twice is harmless."""
        if stream not in self.streams:
            return
        self.streams.discard(stream)
        self.addresses[stream.address] -= 1
        if not self.addresses[stream.address]:
            del self.addresses[stream.address]
        for key in stream.keys:
            listening = self.subscribers[key]
            listening.discard(stream)
            if not listening:
                del self.subscribers[key]

    def deliver(self, batch: Batch) -> None:
        """Queue what the watcher found; batches go out in their order."""
        self._batches.put_nowait(batch)

    async def serve(self, stream: Stream) -> None:
        """Send what waits, unless that is happening already.

        Does not wait for a slow client.
        """
        if stream.busy:
            return
        stream.busy = True
        if stream.has_room():
            await self._flush(stream)
        else:
            self._spawn(self._patiently(stream))

    async def _flush(self, stream: Stream) -> None:
        while stream.pending or stream.over:
            last = stream.over
            body = stream.take()
            await stream.send({"type": BODY, "body": body, "more_body": not last})
            if last:
                self.leave(stream)
                return  # and stays busy, for nothing can be sent any more
        stream.busy = False

    async def _patiently(self, stream: Stream) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._flush(stream)
        except TimeoutError:
            stream.cut()

    async def _fan_out(self) -> None:
        while True:
            batch = await self._batches.get()
            try:
                self.recent.remember(batch)
                told = self._offer(batch)
                await self._serve_all(told)
                _note(batch, len(told))
            except Exception:
                log.exception("live: could not send what is new")

    async def _serve_all(self, streams: list[Stream]) -> None:
        for start in range(0, len(streams), SLICE):
            for stream in streams[start : start + SLICE]:
                await self.serve(stream)
            await asyncio.sleep(0)

    def _offer(self, batch: Batch) -> list[Stream]:
        """Put each frame where it waits for the streams that listen, and end those of
        people whose rights changed; the streams that have something to send now."""
        to_send: dict[Stream, None] = {}
        frames = batch.frames
        if batch.everybody:
            frames = dict.fromkeys(self.subscribers, RESYNC)
        for key, made in frames.items():
            for stream in self.subscribers.get(key, ()):
                if stream.newest >= batch.newest and stream not in to_send:
                    continue  # it caught up by itself
                stream.pending["resync" if batch.everybody else key] = made
                stream.newest = batch.newest
                to_send[stream] = None
        for stream in self.streams:
            if stream.person_id in batch.moved:
                stream.over = True  # it comes back as who the person is now
                to_send[stream] = None
        return list(to_send)

    async def _tend(self) -> None:
        for second in itertools.count():
            await asyncio.sleep(1)
            slot = second % BEAT
            try:
                due = [stream for stream in self.streams if stream.slot == slot]
                await self._visit(due)
            except Exception:
                log.exception("live: could not look after the streams")

    async def _visit(self, due: list[Stream]) -> None:
        """Once in fifteen seconds: a sign of life, or the end for those whose time or
        session is over."""
        tokens = [stream.token for stream in due if stream.token]
        ended = set(tokens) - await self.still_open(tokens) if tokens else set()
        now = time.monotonic()
        for stream in due:
            stream.pending["beat"] = b":\n\n"
            stream.over |= stream.ends_at < now or stream.token in ended
        await self._serve_all(due)

    async def drain(self) -> None:
        """Before a restart: end all streams and ask them to come back, not all in the
        same second."""
        self.closing = True
        spread = 500 + len(self.streams) // 5  # milliseconds
        for stream in self.streams:
            retry = b"retry: %d\n" % random.randint(300, spread)
            stream.pending["later"] = retry + message("", "later")
            stream.over = True
        await self._serve_all(list(self.streams))


def _note(batch: Batch, streams: int) -> None:
    """How long it took from a change to the pages that show it."""
    if streams and batch.at:
        seconds = (clock.now() - batch.at).total_seconds()
        note("sent", streams=streams, ms=round(seconds * 1000))
