"""What the server runs: the live stream natively, everything else in the Flask
application's threads."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from typing import Any
from urllib.parse import quote_from_bytes

from flask import Flask

from board import clock
from board.assets import build
from board.failures import is_full
from board.jobs.run import Worker
from board.live.log import LogReader
from board.live.stream import Live
from board.live.wire import Asgi, Message, Receive, Scope, Send, header, locale_of, say
from board.serving import cache
from board.serving.compression import takes_gzip
from board.serving.places import LARGE_FORMS
from board.serving.wsgi import Pools

SILENCE = 30  # seconds a sender may pause in the middle of a form
SLOWEST = 500  # bytes a second in which a form has to come, on the whole
# bytes of a form; a longer one, with pictures, waits for its thread on the disk
IN_MEMORY = 2**20
ON_THE_WAY = 2**30  # bytes of all such forms a process takes at once
DISK_FULL = (
    "The disk is full. Nothing was lost or changed: go back, and send your form again "
    "in a while."
)


class Form:
    """What somebody sends: a little in memory, more in a file without a name.

    Raises OSError where the disk is full.
    """

    def __init__(self) -> None:
        self.file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115  closed by close()
        self.size = 0

    def take(self, part: bytes) -> int:
        """Add a part; how long it is."""
        self.file.write(part)
        self.size += len(part)
        return len(part)

    def close(self) -> None:
        """Give it up; what could not be written is no matter now."""
        with suppress(OSError):
            self.file.close()


class Application:
    """One per process.

    `cached=False` is for benchmarks and tests of the cache: every page is rendered.
    """

    def __init__(self, app: Flask, *, cached: bool = True) -> None:
        self.app = app
        self.live = Live(app)
        self.reader = LogReader(app)
        self.jobs = Worker(app)
        self.pages: Asgi = self._flask
        self.held = 0  # bytes of forms that have come and are not answered
        self.pools = Pools(app)
        if not cached:
            app.extensions["cached"] = lambda _version, read, asked: read(*asked)
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
            locale_of(header(scope, b"accept-language"), self.live.locales),
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
        await (self.live if scope["path"] == "/live" else self.pages)(
            scope, receive, send
        )

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
        if not scope["query_string"].isascii():
            scope["query_string"] = quote_from_bytes(
                scope["query_string"], safe="%&=+;/?:@!$'()*,"
            ).encode()
        body = Form()
        try:
            if await self._has_come(scope, receive, send, body):
                await self.pools(scope, body.file, send)
        except OSError as wrong:
            if not is_full(wrong):
                raise
            await say(
                scope,
                send,
                507,
                DISK_FULL,
                (b"retry-after", b"5"),
                (b"hx-reswap", b"none"),
                (b"connection", b"close"),
            )
        finally:
            self.held -= body.size
            body.close()

    async def _has_come(
        self, scope: Scope, receive: Receive, send: Send, body: Form
    ) -> bool:
        """Read the body to its end before a thread is taken, so that neither waits for
        a slow sender; False where it was refused or its sender left.

        A longer one than we take is left unread: Flask answers 413 by its length.
        """
        length = header(scope, b"content-length") or "0"
        may_be_large = scope["path"].startswith(tuple(LARGE_FORMS))
        most = self.app.config["MAX_LARGE" if may_be_large else "MAX_CONTENT_LENGTH"]
        if not length.isdecimal() or not 0 < int(length) <= most:
            return True
        now = asyncio.get_running_loop().time
        began = now()
        message: Message = {"type": "http.request", "body": b"", "more_body": True}
        while message["more_body"]:
            in_time = began + SILENCE + body.size / SLOWEST - now()
            try:
                async with asyncio.timeout(min(SILENCE, in_time)):
                    message = await receive()
            except TimeoutError:
                await say(
                    scope,
                    send,
                    408,
                    "Your form did not arrive. Send it again.",
                    (b"connection", b"close"),
                )
                return False
            if message["type"] == "http.disconnect":
                return False
            self.held += body.take(message["body"])
            if self.held > ON_THE_WAY:
                await say(
                    scope,
                    send,
                    503,
                    "Very busy just now. Send your form again in a minute.",
                    (b"connection", b"close"),
                )
                return False
        body.file.seek(0)
        return True


def application(app: Flask, *, cached: bool = True) -> Application:
    """The ASGI application around a Flask application."""
    return Application(app, cached=cached)
