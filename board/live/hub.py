"""Who listens to what, and sending it to them. Lives on the event loop; holds no database connection."""

import asyncio
import itertools
import logging
import random
import time
from collections import Counter, OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from board.live.regions import RESYNC, Key, message
from board.live.wire import Send

SLICE = 200  # streams served before other requests get their turn
BEAT = 15  # seconds between signs of life
PATIENCE = 20  # seconds a client may take to accept what is sent
LIFE = (15 * 60, 30 * 60)  # seconds a stream lasts; the client comes back by itself
PER_PROCESS = 20_000
BODY = "http.response.body"
KEPT = 2_000  # frames kept for those who come back

log = logging.getLogger("board")
StillOpen = Callable[[list[str]], Awaitable[set[str]]]


class Stream:
    """One open connection. There may be 20,000 of them, so it is small."""

    __slots__ = (
        *("address", "busy", "ends_at", "keys", "newest", "over"),
        *("pending", "person_id", "send", "slot", "token"),
    )

    def __init__(self, send: Send, address: str) -> None:
        self.send = send
        self.address = address
        self.ends_at = time.monotonic() + random.uniform(*LIFE)
        self.slot = random.randrange(BEAT)
        self.busy = True  # until it has caught up
        self.over = False
        self.newest = 0  # everything of the log up to here was sent or did not concern it
        self.pending: dict[Any, bytes] = {}  # by region, so that a slow client gets the newest of each only
        self.keys: tuple[Key, ...] = ()
        self.person_id = 0
        self.token = ""

    def take(self) -> bytes:
        """Everything that waits, in one piece; the id comes last, when all before it has arrived."""
        waiting, self.pending = self.pending, {}
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


class Hub:
    """All streams of this process."""

    def __init__(self, per_address: int, still_open: StillOpen) -> None:
        self.per_address = per_address
        self.still_open = still_open
        self.streams: set[Stream] = set()
        self.addresses: Counter[str] = Counter()
        self.subscribers: dict[Key, set[Stream]] = {}
        self.frames: OrderedDict[Key, tuple[int, bytes]] = OrderedDict()
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
        return self.closing or len(self.streams) >= PER_PROCESS or self.addresses[address] >= self.per_address

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
        self.addresses -= Counter([stream.address])
        for key in stream.keys:
            listening = self.subscribers[key]
            listening.discard(stream)
            if not listening:
                del self.subscribers[key]

    def deliver(self, batch: Batch) -> None:
        """Queue what the watcher found; batches go out in their order."""
        self._batches.put_nowait(batch)

    def wake(self, stream: Stream) -> None:
        """Send what waits, unless that is happening already."""
        if not stream.busy:
            stream.busy = True
            self._spawn(self._flush(stream))

    def end(self, stream: Stream) -> None:
        """Close the stream after what waits was sent."""
        stream.over = True
        self.wake(stream)

    async def _flush(self, stream: Stream) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                while stream.pending:
                    await stream.send({"type": BODY, "body": stream.take(), "more_body": True})
                if stream.over and stream in self.streams:
                    self.leave(stream)
                    await stream.send({"type": BODY, "body": b""})
        except TimeoutError:
            cut(stream.send)
        finally:
            stream.busy = False

    async def _fan_out(self) -> None:
        while True:
            batch = await self._batches.get()
            self._keep(batch)
            listening = self._offer(batch)
            for part in slices(listening):
                for stream in part:
                    self.wake(stream)
                await asyncio.sleep(0)
            for stream in [stream for stream in self.streams if stream.person_id in batch.moved]:
                self.end(stream)

    def _keep(self, batch: Batch) -> None:
        for key, made in batch.frames.items():
            self.frames[key] = (batch.newest, made)
            self.frames.move_to_end(key)
        while len(self.frames) > KEPT:
            self.frames.popitem(last=False)

    def _offer(self, batch: Batch) -> list[Stream]:
        listening: dict[Stream, None] = {}
        frames = dict.fromkeys(self.subscribers, RESYNC) if batch.everybody else batch.frames
        for key, made in frames.items():
            for stream in self.subscribers.get(key, ()):
                if stream.newest >= batch.newest and stream not in listening:
                    continue  # it caught up by itself
                stream.pending["resync" if batch.everybody else key] = made
                stream.newest = batch.newest
                listening[stream] = None
        return list(listening)

    async def _tend(self) -> None:
        for second in itertools.count():
            await asyncio.sleep(1)
            try:
                await self._visit([stream for stream in self.streams if stream.slot == second % BEAT])
            except Exception:
                log.exception("live: could not look after the streams")

    async def _visit(self, due: list[Stream]) -> None:
        """Once in fifteen seconds: a sign of life, or the end for those whose time or session is over."""
        tokens = [stream.token for stream in due if stream.token]
        ended = set(tokens) - await self.still_open(tokens) if tokens else set()
        now = time.monotonic()
        for part in slices(due):
            for stream in part:
                stream.pending["beat"] = b":\n\n"
                stream.over |= stream.ends_at < now or stream.token in ended
                self.wake(stream)
            await asyncio.sleep(0)

    async def drain(self) -> None:
        """Before a restart: end all streams and ask them to come back, not all in the same second."""
        self.closing = True
        spread = 500 + len(self.streams) // 5  # milliseconds
        for part in slices(list(self.streams)):
            for stream in part:
                stream.pending["later"] = b"retry: %d\n" % random.randint(300, spread) + message("", "later")
                self.end(stream)
            await asyncio.sleep(0)


def slices(streams: list[Stream]) -> Iterator[list[Stream]]:
    """The streams in parts, between which others get their turn."""
    return (streams[start : start + SLICE] for start in range(0, len(streams), SLICE))


def cut(send: Send) -> None:
    """Drop a connection that takes nothing any more; ASGI has no word for it, uvicorn's transport does."""
    transport = getattr(getattr(send, "__self__", None), "transport", None)
    if transport is not None:
        transport.abort()
