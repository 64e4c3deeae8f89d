"""What the server runs: the live stream natively, everything else in the Flask
application's threads."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import quote_from_bytes

from flask import Flask

from board import clock, prefix
from board.assets import build
from board.failures import is_full
from board.jobs.run import Worker
from board.live.log import LogReader
from board.live.stream import Live
from board.live.wire import Asgi, Receive, Scope, Send, header, say
from board.serving import cache
from board.serving.bodies import CLOSE, Bodies, Body
from board.serving.compression import takes_gzip
from board.serving.places import LARGE_FORMS
from board.serving.wsgi import Pools

DISK_FULL = (
    "The disk is full. Nothing was lost or changed: go back, and send your form again "
    "in a while."
)
WRONG_HOST = (
    "This board is not found by that name. Whoever runs it: the name people type "
    "belongs into BOARD_BASE_URL, and a proxy must pass it on."
)
WATCHED = ("/healthz", "/readyz")
PORT = re.compile(r":\d*$")


class Application:
    """One per process.

    `cached=False` is for benchmarks and tests of the cache: every page is rendered.
    """

    def __init__(self, app: Flask, *, cached: bool = True) -> None:
        self.app = app
        self.hosts = app.config["BOARD"].hosts
        self.prefix = app.config["BOARD"].prefix
        self.live = Live(app)
        self.reader = LogReader(app)
        self.jobs = Worker(app)
        self.pages: Asgi = self._flask
        self.bodies = Bodies()
        self.pools = Pools(app)
        if not cached:
            app.extensions["cached"] = lambda _version, read, values: read(*values)
        else:
            self.pages = cache.PageCache(self._flask, self._moment(), self._kind)

    def _moment(self) -> Callable[[], Any]:
        """What every anonymous page depends on: the log, the calendar day, the
        program's own files."""
        settings = self.app.config["BOARD"]
        # Over a network the look-up would hold up the loop; the watcher's is at most
        # one poll old.
        newest = self.reader.newest if settings.is_sqlite else lambda: self.live.cursor
        return lambda: (newest(), clock.today(settings.timezone), build())

    def _kind(self, scope: Scope) -> Any:
        """What one page depends on besides its address."""
        return (
            header(scope, b"host"),
            header(scope, b"hx-request-type") == "partial",
            header(scope, b"hx-request") == "true",
            self.live.language(scope),
            takes_gzip(header(scope, b"accept-encoding")),
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request, or the server's start and end."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
            return
        # With an underscore for a dash a header would reach Flask under the name of one
        # a proxy vouches for.
        scope["headers"][:] = [pair for pair in scope["headers"] if b"_" not in pair[0]]
        if self.prefix:
            scope["path"] = prefix.without(self.prefix, scope["path"])
        if not self._is_ours(scope):
            await say(scope, send, 400, WRONG_HOST)
            return
        answer = self.live if scope["path"] == "/live" else self.pages
        await answer(scope, receive, send)

    def _is_ours(self, scope: Scope) -> bool:
        """Whether it is asked by a name of ours; whoever watches over the server may
        use any, or none."""
        host = header(scope, b"host").lower()
        if not self.hosts or not host or scope["path"] in WATCHED:
            return True
        return PORT.sub("", host) in self.hosts

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        await self.live.start()
        self.jobs.start()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        self.jobs.stop()
        await self.live.stop()
        await send({"type": "lifespan.shutdown.complete"})

    async def _flask(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body, then let Flask answer in a thread."""
        if not scope["query_string"].isascii():
            query = quote_from_bytes(scope["query_string"], safe="%&=+;/?:@!$'()*,")
            scope["query_string"] = query.encode()
        body = Body()
        try:
            may_go_on = True
            if self._brings_body(scope):
                may_go_on = await self.bodies.read(body, scope, receive, send)
            if may_go_on:
                await self.pools(scope, body.file, send)
        except OSError as wrong:
            if not is_full(wrong):
                raise
            stay = (b"hx-reswap", b"none")
            await say(scope, send, 507, DISK_FULL, (b"retry-after", b"5"), stay, CLOSE)
        finally:
            self.bodies.forget(body)

    def _brings_body(self, scope: Scope) -> bool:
        """Whether there is a body to read; a longer one than we take is left unread:
        Flask answers 413 by its length."""
        length = header(scope, b"content-length") or "0"
        may_be_large = scope["path"].startswith(tuple(LARGE_FORMS))
        most = self.app.config["MAX_LARGE" if may_be_large else "MAX_CONTENT_LENGTH"]
        return length.isdecimal() and 0 < int(length) <= most


def application(app: Flask, *, cached: bool = True) -> Application:
    """The ASGI application around a Flask application."""
    return Application(app, cached=cached)
