"""Requests to the whole ASGI application in this process, cache and all."""

import asyncio
import gzip
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from board.serving.asgi import Application

Work = Callable[[], Coroutine[Any, Any, None]]


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as a browser reads it."""
        packed = self.headers.get("content-encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


async def request(
    served: Application,
    path: str,
    headers: dict[str, str] | None = None,
    method: str = "GET",
    body: bytes = b"",
    *,
    client: str = "192.0.2.1",
) -> Answer:
    """One request."""
    path, _, query = path.partition("?")
    given = (
        {"host": "localhost"}
        | (headers or {})
        | ({"content-length": str(len(body))} if body else {})
    )
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": query.encode("latin-1"),
        "headers": [
            (name.encode(), value.encode("latin-1")) for name, value in given.items()
        ],
        "http_version": "1.1",
        "scheme": "http",
        "server": ("localhost", 80),
        "client": (client, 50000),
    }
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    await served(scope, receive, send)
    got = {name.decode(): value.decode("latin-1") for name, value in sent[0]["headers"]}
    return Answer(
        sent[0]["status"],
        got,
        b"".join(message.get("body", b"") for message in sent[1:]),
    )


@asynccontextmanager
async def started(served: Application) -> AsyncIterator[None]:
    """The application between the server's start and its end."""
    await served.live.start()
    try:
        yield
    finally:
        await served.live.stop()
        assert served.live.watcher
        served.live.watcher.join()
        served.reader.close()
        served.pools.stop()


def serving(served: Application, work: Work) -> None:
    """Run something while the application is up."""

    async def main() -> None:
        async with started(served):
            await work()

    asyncio.run(main())
