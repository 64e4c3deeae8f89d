"""ASGI in short: its shapes, reading a header, answering in plain words."""

from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any

from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from board.error_data import AS_DATA, data_among

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]

# What every answer says to browsers; a page says more (page_headers.py).
GUARDS = {
    "Content-Security-Policy": (
        "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
AS_BYTES: Headers = [
    (name.lower().encode(), words.encode()) for name, words in GUARDS.items()
]


def header(scope: Scope, name: bytes) -> str:
    """A header's value, several of the name joined; empty when it was not sent."""
    values = [value for key, value in scope["headers"] if key == name]
    return b", ".join(values).decode("latin-1")


async def say(
    scope: Scope, send: Send, status: int, text: str, *headers: tuple[bytes, bytes]
) -> None:
    """Answer with one plain sentence, or with JSON or XML where that is what the caller
    takes."""
    kind = data_among(parse_accept_header(header(scope, b"accept"), MIMEAccept))
    answer: str | bytes = text
    if kind:
        title = HTTPStatus(status).phrase
        answer = AS_DATA[kind]({"code": status, "title": title, "text": text})
    body = answer.encode() if isinstance(answer, str) else answer
    fixed = [
        (b"content-type", f"{kind or 'text/plain'}; charset=utf-8".encode()),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
        *AS_BYTES,
    ]
    start = {"type": "http.response.start", "status": status}
    await send(start | {"headers": [*fixed, *headers]})
    await send({"type": "http.response.body", "body": body})
