"""Running the Flask application in threads: each body is whole before, each answer before the loop hears of it.

a2wsgi would hand over every part of both by itself, and the thread would wait for the loop each time.
"""

import asyncio
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

from a2wsgi.wsgi import build_environ
from flask import Flask

from board.live.wire import Headers, Scope, Send

Answer = tuple[int, Headers, bytes]
# For pages, and for the rest. A page reads SQLite without waiting, so a second thread only fights for the interpreter
# and halves the speed; PostgreSQL's answers are waited for. Two of the rest may be busy reading pictures.
THREADS = {"sqlite": (1, 3), "postgresql": (4, 4)}


class Pools:
    """Two pools of threads: pages are not held up by what writes, or takes or sends files."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        counts = THREADS["sqlite" if app.config["BOARD"].is_sqlite else "postgresql"]
        self.pages, self.rest = (ThreadPoolExecutor(count, "flask") for count in counts)

    async def __call__(self, scope: Scope, body: IO[bytes], send: Send) -> None:
        """Answer one request, whose body has come."""
        is_page = scope["method"] in ("GET", "HEAD") and "." not in scope["path"]
        environ = build_environ(scope, body)  # type: ignore[arg-type]
        pool = self.pages if is_page else self.rest
        status, headers, content = await asyncio.get_running_loop().run_in_executor(pool, self._answer, environ)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    def _answer(self, environ: Any) -> Answer:
        begun: list[Any] = []

        def begin(status: str, headers: list[tuple[str, str]], _wrong: Any = None) -> Any:
            begun[:] = [int(status[:3]), [(k.lower().encode("latin-1"), v.encode("latin-1")) for k, v in headers]]

        parts: Iterable[bytes] = self.app(environ, begin)
        try:
            body = b"".join(parts)
        finally:
            getattr(parts, "close", lambda: None)()
        return begun[0], begun[1], body
