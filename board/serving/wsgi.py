"""Running the Flask application in threads: each body is whole before, each answer
before the loop hears of it.

a2wsgi would hand over every part of both by itself, and the thread would wait for the
loop each time.
"""

import asyncio
import re
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

from a2wsgi.wsgi import build_environ
from flask import Flask

from board.live.wire import Headers, Scope, Send, header
from board.noting import NOTE

Answer = tuple[int, Headers, bytes]
# A page reads SQLite without waiting, so a second thread would only fight for the
# interpreter and halve the speed; PostgreSQL's answers are waited for. A store may be
# slow with files, and a picture keeps a core for a second or two.
THREADS = {
    "sqlite": {"pages": 1, "words": 3, "files": 2, "pictures": 2},
    "postgresql": {"pages": 4, "words": 4, "files": 2, "pictures": 2},
}
WORDS = 64 * 1024  # bytes; a form in parts that is longer brings more than words
_FILE = re.compile(rb'filename\*?="?[^"\s;]')


class Pools:
    """Pools of threads: no page waits for what writes, no words wait for files or
    pictures."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        counts = THREADS["sqlite" if app.config["BOARD"].is_sqlite else "postgresql"]
        self.pools = {
            name: ThreadPoolExecutor(count, name) for name, count in counts.items()
        }

    async def __call__(self, scope: Scope, body: IO[bytes], send: Send) -> None:
        """Answer one request, whose body has come."""
        pool = self.pools[pool_for(scope, body)]
        environ: Any = build_environ(scope, body)  # type: ignore[arg-type]
        environ |= {"board.came": time.monotonic(), NOTE: scope.get(NOTE)}
        status, headers, content = await asyncio.get_running_loop().run_in_executor(
            pool, self._answer, environ
        )
        start = {"type": "http.response.start", "status": status}
        await send(start | {"headers": headers})
        await send({"type": "http.response.body", "body": content})

    def stop(self) -> None:
        """End the threads once they have answered."""
        for pool in self.pools.values():
            pool.shutdown()

    def _answer(self, environ: Any) -> Answer:
        begun: list[Any] = []

        def begin(
            status: str, headers: list[tuple[str, str]], _wrong: Any = None
        ) -> Any:
            encoded = [
                (name.lower().encode("latin-1"), value.encode("latin-1"))
                for name, value in headers
            ]
            begun[:] = [int(status[:3]), encoded]

        parts: Iterable[bytes] = self.app(environ, begin)
        try:
            body = b"".join(parts)
        finally:
            getattr(parts, "close", lambda: None)()
        return begun[0], begun[1], body


def pool_for(scope: Scope, body: IO[bytes]) -> str:
    """Which threads answer this request."""
    if scope["method"] not in ("GET", "HEAD"):
        return "pictures" if _brings_files(scope, body) else "words"
    if "." not in scope["path"]:
        return "pages"
    # a page's own files don't wait for others
    return "words" if scope["path"].startswith("/static/") else "files"


def _brings_files(scope: Scope, body: IO[bytes]) -> bool:
    if not header(scope, b"content-type").startswith("multipart/"):
        return False
    beginning = body.read(WORDS)
    body.seek(0)
    return len(beginning) == WORDS or bool(_FILE.search(beginning))
