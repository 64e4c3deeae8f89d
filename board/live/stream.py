"""The live stream over HTTP: `GET /live?topics=issue-12,me&after=123`, answered as
server-sent events."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar
from urllib.parse import parse_qs

from flask import Flask

from board.live import readers
from board.live.connection import Stream
from board.live.hub import Hub
from board.live.regions import is_known
from board.live.watcher import Watcher
from board.live.wire import Headers, Receive, Scope, Send, header, locale_of, say
from board.network import network_of

T = TypeVar("T")
TOPICS = 60  # regions one page may listen to
PER_ADDRESS = 200
HEADERS: Headers = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class Asked(NamedTuple):
    """What a page wants to hear of, and the version of the log it was read at."""

    regions: list[str]
    after: int | None


def asked(scope: Scope) -> Asked:
    """Read the address.

    Raises ValueError with a sentence; names that mean nothing are left out.
    """
    query = parse_qs(scope["query_string"].decode("latin-1"))
    names = dict.fromkeys(",".join(query.get("topics", [])).split(","))
    regions = [name for name in names if is_known(name)]
    if not regions:
        raise ValueError("Say what to listen to, such as /live?topics=issue-12,tasks")
    if len(names) > TOPICS:
        raise ValueError(f"A page can listen to {TOPICS} things at most.")
    last = header(scope, b"last-event-id")
    after = last if is_id(last) else query.get("after", [""])[0]
    if after and not is_id(after):
        raise ValueError("The version in `after` should be a whole number.")
    return Asked(regions, int(after) if after else None)


def is_id(text: str) -> bool:
    """Whether it can be the id of a line."""
    return text.isascii() and text.isdecimal() and len(text) < 19


class Live:
    """Everything of the live stream in this process: its streams, the watcher, two
    threads for questions."""

    def __init__(self, app: Flask) -> None:
        settings = app.config["BOARD"]
        self.app = app
        self.locales = tuple(settings.locales.split(","))
        self.hub = Hub(
            PER_ADDRESS if settings.limits == "on" else 1_000_000, self._still_open
        )
        self.threads = ThreadPoolExecutor(2, "live")
        self.watcher: Watcher | None = None

    async def start(self) -> None:
        """Begin to watch the log; after the fork, in the process that serves."""
        on_loop = asyncio.get_running_loop().call_soon_threadsafe
        self.watcher = Watcher(
            self.app,
            heard=lambda: bool(self.hub.streams),
            wanted=lambda: list(self.hub.subscribers),
            deliver=lambda batch: on_loop(self.hub.deliver, batch),
        )
        self.hub.start()
        self.watcher.start()

    async def stop(self) -> None:
        """End the watcher; the streams were ended by `drain` before."""
        if self.watcher:
            self.watcher.stopping = True
        self.threads.shutdown(wait=False)

    @property
    def cursor(self) -> int:
        """The newest id the watcher has seen."""
        assert self.watcher, "start() comes first"
        return self.watcher.cursor

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for the stream; never with a redirect, which htmx would
        follow."""
        address = network_of(scope["client"][0] if scope.get("client") else "")
        if scope["method"] != "GET":
            await say(
                scope,
                send,
                405,
                "The live stream can only be read.",
                (b"allow", b"GET"),
            )
        elif self.hub.is_full(address):
            text = "Too many pages are open just now. This one tries again by itself."
            await say(scope, send, 503, text, (b"retry-after", b"20"))
        else:
            stream = Stream(send, address)
            self.hub.join(stream)
            try:
                if await self._open(stream, scope):
                    await gone(receive)
            finally:
                self.hub.leave(stream)

    async def _open(self, stream: Stream, scope: Scope) -> bool:
        try:
            wanted = asked(scope)
        except ValueError as wrong:
            await say(scope, stream.send, 400, str(wrong))
            return False
        await self._introduce(stream, scope, wanted.regions)
        await stream.send(
            {"type": "http.response.start", "status": 200, "headers": HEADERS}
        )
        stream.newest = self.cursor
        if wanted.after is not None and wanted.after < stream.newest:
            await self._catch_up(stream, wanted.after)
        stream.pending["id"] = b""  # says where we are, even when nothing was missed
        stream.busy = False
        await self.hub.serve(stream)
        scope["headers"].clear()  # some 3 KB a stream that nobody needs any more
        return True

    async def _introduce(
        self, stream: Stream, scope: Scope, regions: list[str]
    ) -> None:
        locale = locale_of(header(scope, b"accept-language"), self.locales)
        cookie = header(scope, b"cookie")
        reader = readers.visitor(regions, locale)
        seen = self.cursor if "board=" not in cookie else -1
        while seen != self.cursor:  # rights may have changed while we read them
            seen = self.cursor
            reader = await self._ask(readers.reader, self.app, cookie, regions, locale)
        stream.person_id, stream.token = reader.person_id, reader.token
        self.hub.subscribe(stream, reader.keys)

    async def _catch_up(self, stream: Stream, after: int) -> None:
        newest, frames = await self._ask(
            readers.missed, self.app, self.hub, stream.keys, after
        )
        # What the watcher found meanwhile waits in `pending`; the later of two frames
        # of a region counts.
        later = newest >= stream.newest
        stream.pending = stream.pending | frames if later else frames | stream.pending
        stream.newest = max(newest, stream.newest)

    async def _ask(self, question: Callable[..., T], *about: Any) -> T:
        return await asyncio.get_running_loop().run_in_executor(
            self.threads, question, *about
        )

    async def _still_open(self, tokens: list[str]) -> set[str]:
        return await self._ask(readers.still_open, self.app, tokens)


async def gone(receive: Receive) -> None:
    """Wait until the client leaves or the stream was ended."""
    while (await receive())["type"] != "http.disconnect":
        pass
