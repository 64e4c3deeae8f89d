"""The live stream over HTTP: `GET /live?topics=issue-12,me&after=123`, answered as
server-sent events."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from flask import Flask

from board import languages
from board.live import listeners
from board.live.address import read_address
from board.live.connection import Stream
from board.live.hub import Hub
from board.live.missed import missed
from board.live.watcher import Watcher
from board.live.wire import (
    AS_BYTES,
    Headers,
    Receive,
    Scope,
    Send,
    header,
    say,
)
from board.network import network_of
from board.noting import NOTE, Note, note

T = TypeVar("T")
PER_ADDRESS = 200
HEADERS: Headers = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    *AS_BYTES,
]


class Live:
    """Everything of the live stream in this process: its streams, the watcher, two
    threads for questions."""

    def __init__(self, app: Flask) -> None:
        settings = app.config["BOARD"]
        self.app = app
        self.settings = settings
        per_address = PER_ADDRESS if settings.limits == "on" else 1_000_000
        self.hub = Hub(per_address, self._still_open)
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

    def language(self, scope: Scope) -> str:
        """The language in which this browser is answered, chosen as the pages choose
        it."""
        cookies = header(scope, b"cookie")
        accepted = header(scope, b"accept-language")
        return languages.of_browser(cookies, accepted, self.settings)

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
            text = "The live stream can only be read."
            await say(scope, send, 405, text, (b"allow", b"GET"))
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
                if mine := scope.get(NOTE):
                    self._note(mine, opened=False)

    async def _open(self, stream: Stream, scope: Scope) -> bool:
        try:
            wanted = read_address(scope)
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
        locale = self.language(scope)
        cookie = header(scope, b"cookie")
        listener = listeners.visitor(regions, locale)
        seen = self.cursor if "board=" not in cookie else -1
        while seen != self.cursor:  # rights may have changed while we read them
            seen = self.cursor
            listener = await self._ask(
                listeners.person_or_visitor, self.app, cookie, regions, locale
            )
        stream.person_id = listener.person_id
        if mine := scope.get(NOTE):
            mine.signed_in = bool(listener.person_id)
            self._note(mine, opened=True)
        stream.token = listener.token
        self.hub.subscribe(stream, listener.keys)

    def _note(self, mine: Note, *, opened: bool) -> None:
        note("stream", id=mine.id, opened=opened, streams=len(self.hub.streams))

    async def _catch_up(self, stream: Stream, after: int) -> None:
        newest, frames = await self._ask(
            missed, self.app, self.hub.recent, stream.keys, after
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
        return await self._ask(listeners.still_open, self.app, tokens)


async def gone(receive: Receive) -> None:
    """Wait until the client leaves or the stream was ended."""
    while (await receive())["type"] != "http.disconnect":
        pass
