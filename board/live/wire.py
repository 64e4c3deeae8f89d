"""ASGI in short: its shapes, reading a header, answering in plain words."""

from collections.abc import Awaitable, Callable, MutableMapping
from functools import lru_cache
from typing import Any

from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]


def header(scope: Scope, name: bytes) -> str:
    """A header's value, several of the name joined; empty when it was not sent."""
    return b", ".join(value for key, value in scope["headers"] if key == name).decode("latin-1")


@lru_cache(1024)
def locale_of(accept_language: str, offered: tuple[str, ...]) -> str:
    """The language in which this browser is answered, chosen as the pages choose it."""
    return parse_accept_header(accept_language, LanguageAccept).best_match(offered) or offered[0]


async def say(send: Send, status: int, text: str, *headers: tuple[bytes, bytes]) -> None:
    """Answer with one plain sentence."""
    body = text.encode()
    fixed = [
        (b"content-type", b"text/plain; charset=utf-8"),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": [*fixed, *headers]})
    await send({"type": "http.response.body", "body": body})
