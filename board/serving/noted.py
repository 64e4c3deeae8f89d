"""Around the application, where somebody watches: of each request a note once it is
answered."""

import time
from functools import lru_cache

from flask import Flask
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from board.live.wire import Asgi, Message, Receive, Scope, Send
from board.noting import NOTE, Note, note

NO_RULE = "(none)"


class Sending:
    """What is sent of one answer, counted."""

    __slots__ = ("_send", "note", "transport")

    def __init__(self, send: Send, note: Note) -> None:
        self._send = send
        self.note = note
        # a stream looks for it here (live/connection.py)
        self.transport = getattr(getattr(send, "__self__", None), "transport", None)

    async def send(self, message: Message) -> None:
        """Count it, and pass it on."""
        if message["type"] == "http.response.start":
            self.note.status = message["status"]
        else:
            self.note.size += len(message.get("body", b""))
        await self._send(message)


class Noted:
    """An application of which each request is noted."""

    def __init__(self, inner: Asgi, app: Flask) -> None:
        self.inner = inner
        self.routes = app.url_map.bind("")
        self.rule_of = lru_cache(2_000)(self._rule_of)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Have it answered, and note what came of it."""
        if scope["type"] != "http":
            await self.inner(scope, receive, send)
            return
        began = time.perf_counter()
        mine = scope[NOTE] = Note()
        try:
            await self.inner(scope, receive, Sending(send, mine).send)
        except Exception:
            mine.status = mine.status or 500
            raise
        finally:
            self._note(scope, mine, time.perf_counter() - began)

    def _note(self, scope: Scope, mine: Note, seconds: float) -> None:
        note(
            "request",
            id=mine.id,
            method=scope["method"],
            rule=self.rule_of(scope["path"], scope["method"]),
            status=mine.status,
            ms=round(seconds * 1000, 1),
            bytes=0 if scope["method"] == "HEAD" else mine.size,
            cached=mine.cached,
            signed_in=mine.signed_in,
        )

    def _rule_of(self, path: str, method: str) -> str:
        """The rule of a route: an address as typed may hold a token, or a name."""
        if path == "/live":
            return path
        try:
            rule, _values = self.routes.match(path, method, return_rule=True)
        except (HTTPException, RequestRedirect):
            return NO_RULE
        return rule.rule
