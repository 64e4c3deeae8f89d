"""Anonymous pages as bytes, looked up before the thread pool, and compression for all the others.

An anonymous page is a function of its address, language, kind and the newest id of the log. That id is read
on each request and before rendering, so what is served is never older than the request (STACK: page cache).
"""

import asyncio
import gzip
import hashlib
import io
import secrets
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, NamedTuple

from flask import Flask, Response, request

from board.live.wire import Asgi, Headers, Message, Receive, Scope, Send, header

OURS = ("board=", "theme=")  # a cookie whose name ends so may change the page
CONDITIONS = (b"if-none-match", b"if-modified-since", b"if-match", b"if-unmodified-since")
KNOWN_TO_VARY = {"cookie", "hx-request", "hx-request-type", "accept-language", "accept-encoding"}
SMALL = 1024  # bytes that are sent as they are
TEXTUAL = ("text/", "application/json", "application/javascript", "application/manifest", "application/xml",
           "application/atom", "image/svg")  # fmt: skip


class Answer(NamedTuple):
    """A whole answer."""

    status: int
    headers: Headers
    body: bytes
    etag: str = ""

    def named(self, name: bytes) -> str:
        """A header's value."""
        return b", ".join(value for key, value in self.headers if key == name).decode("latin-1")

    @property
    def may_be_kept(self) -> bool:
        """Whether the next visitor may have it too."""
        vary = {name.strip().lower() for name in self.named(b"vary").split(",") if name.strip()}
        return (
            self.status == 200
            and not self.named(b"set-cookie")
            and "no-store" not in self.named(b"cache-control")
            and vary <= KNOWN_TO_VARY
        )


class Shelf:
    """Answers that are right at one moment of the log, the last used ones up to so many bytes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self.answers: OrderedDict[Any, Answer] = OrderedDict()
        self.underway: dict[Any, asyncio.Future[Answer | None]] = {}

    def find(self, key: Any) -> Answer | None:
        """The answer kept under the key."""
        if key in self.answers:
            self.answers.move_to_end(key)
        return self.answers.get(key)

    def keep(self, key: Any, answer: Answer) -> None:
        """Keep an answer, and drop those that were not asked for longest."""
        self.answers[key] = answer
        self.size += len(answer.body) + 1000
        while self.size > self.limit:
            _, dropped = self.answers.popitem(last=False)
            self.size -= len(dropped.body) + 1000


class PageCache:
    """An ASGI application in front of another. `moment` is what all pages depend on, `kind` what one does."""

    def __init__(
        self, inner: Asgi, moment: Callable[[], Any], kind: Callable[[Scope], Any], limit: int = 64 * 2**20
    ) -> None:
        self.inner = inner
        self.moment = moment
        self.kind = kind
        self.limit = limit
        self.now: Any = None
        self.pages = Shelf(limit)
        self.files = Shelf(limit)  # under static/ with a mark of their content: right for ever

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or from the inner application."""
        shelf = self._shelf(scope)
        if shelf is None:
            await self.inner(scope, receive, send)
            return
        key = (scope["path"], shelf is self.pages and scope["query_string"], self.kind(scope))
        answer = shelf.find(key) or await self._made(shelf, key, scope, receive)
        await _give(answer, header(scope, b"if-none-match"), send)

    def _shelf(self, scope: Scope) -> Shelf | None:
        if scope["method"] not in ("GET", "HEAD") or header(scope, b"range"):
            return None
        if scope["path"].startswith("/static/") and scope["query_string"].startswith(b"v="):
            return self.files
        cookie = header(scope, b"cookie")
        if header(scope, b"authorization") or any(name in cookie for name in OURS):
            return None
        moment = self.moment()
        if moment != self.now:
            self.now, self.pages = moment, Shelf(self.limit)
        return self.pages

    async def _made(self, shelf: Shelf, key: Any, scope: Scope, receive: Receive) -> Answer:
        """Render once, however many ask at the same time; each for itself where it can't be shared."""
        if key in shelf.underway and (shared := await shelf.underway[key]):
            return shared
        shelf.underway[key] = coming = asyncio.get_running_loop().create_future()
        kept = None
        try:
            answer = await fetch(self.inner, scope, receive)
            if answer.may_be_kept:
                kept = answer = marked(answer)
                shelf.keep(key, answer)
            return answer
        finally:
            coming.set_result(kept)
            if shelf.underway.get(key) is coming:
                del shelf.underway[key]


async def fetch(inner: Asgi, scope: Scope, receive: Receive) -> Answer:
    """The inner application's whole answer to a GET, whatever the caller has already."""
    headers = [(name, value) for name, value in scope["headers"] if name not in CONDITIONS]
    start: Message = {}
    body: list[bytes] = []

    async def collect(message: Message) -> None:
        start.update(message)
        body.append(message.get("body", b""))

    await inner({**scope, "method": "GET", "headers": headers}, receive, collect)
    return Answer(start["status"], list(start["headers"]), b"".join(body))


def marked(answer: Answer) -> Answer:
    """The answer with a strong ETag of its bytes, which differ between compressed and not."""
    etag = f'"{hashlib.blake2b(answer.body, digest_size=12).hexdigest()}"'
    headers = [(name, value) for name, value in answer.headers if name not in (b"etag", b"last-modified")]
    return answer._replace(headers=[*headers, (b"etag", etag.encode())], etag=etag)


async def _give(answer: Answer, known: str, send: Send) -> None:
    if answer.etag and answer.etag in known:
        headers = [pair for pair in answer.headers if pair[0] not in (b"content-length", b"content-type", b"content-encoding")]
        answer = Answer(304, headers, b"")
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
    await send({"type": "http.response.body", "body": answer.body})


def takes_gzip(accept_encoding: str) -> bool:
    """Whether this browser takes compressed answers."""
    return "gzip" in accept_encoding and "gzip;q=0" not in accept_encoding.replace(" ", "").replace("q=0.", "")


def compress_answers(app: Flask) -> None:
    """Compress what Flask answers, in its thread, and name what a page depends on."""
    app.after_request(_compressed)


def _compressed(answer: Response) -> Response:
    if not answer.content_type or not answer.content_type.startswith(TEXTUAL):
        return answer
    is_file = request.path.startswith("/static/")
    answer.vary.update(["Accept-Encoding"] if is_file else ["Cookie", "Accept-Language", "Accept-Encoding"])
    answer.direct_passthrough = False
    body = answer.get_data()
    if len(body) < SMALL or "Content-Encoding" in answer.headers or not takes_gzip(request.headers.get("Accept-Encoding", "")):
        return answer
    answer.set_data(squeezed(body, private=bool(request.cookies)))
    answer.headers["Content-Encoding"] = "gzip"
    if answer.get_etag()[0]:
        answer.set_etag(str(answer.get_etag()[0]), weak=True)
    return answer


def squeezed(body: bytes, *, private: bool) -> bytes:
    """The body in gzip.

    BREACH guesses a secret beside reflected text from the length of many answers. Another site can't ask in
    a person's name (SameSite=Lax) but by moving a window of theirs; so a private page also gets a file name
    of random length in its gzip header, which blurs the length.
    """
    packed = io.BytesIO()
    name = "x" * secrets.randbelow(100) if private else ""
    with gzip.GzipFile(filename=name, mode="wb", compresslevel=5, fileobj=packed, mtime=0) as file:
        file.write(body)
    return packed.getvalue()
