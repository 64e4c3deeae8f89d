"""Anonymous pages as bytes, looked up before the thread pool.

An anonymous page is a function of its address, language, kind and the newest id of the
log. That id is read on each request and before rendering, so what is served is never
older than the request.
"""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, NamedTuple

from board.live.wire import Asgi, Headers, Message, Receive, Scope, Send, header
from board.noting import NOTE
from board.serving.places import COOKIES, NEVER_CACHED

# what goes past the cache
PLAIN_ONLY = (b"authorization", b"content-length", b"range", b"transfer-encoding")
CONDITIONS = (
    b"if-none-match",
    b"if-modified-since",
    b"if-match",
    b"if-unmodified-since",
)
VARIES = {
    "cookie",
    "hx-request",
    "hx-request-type",
    "accept-language",
    "accept-encoding",
}
OF_BODY = (b"content-length", b"content-type", b"content-encoding")


class Answer(NamedTuple):
    """A whole answer."""

    status: int
    headers: Headers
    body: bytes
    etag: str = ""

    def named(self, name: bytes) -> str:
        """A header's value."""
        values = [value for key, value in self.headers if key == name]
        return b", ".join(values).decode("latin-1")

    @property
    def may_be_shared(self) -> bool:
        """Whether the next visitor may have it too."""
        vary = {name.strip().lower() for name in self.named(b"vary").split(",")}
        return (
            self.status == 200
            and not self.named(b"set-cookie")
            and "no-store" not in self.named(b"cache-control")
            and vary - {""} <= VARIES
        )


class Shelf:
    """Answers that are right at one moment of the log, the last used ones up to so many
    bytes."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self.answers: OrderedDict[Any, Answer] = OrderedDict()
        self.underway: dict[Any, asyncio.Future[Answer | None]] = {}

    def find(self, key: Any) -> Answer | None:
        """The answer stored under the key."""
        if key in self.answers:
            self.answers.move_to_end(key)
        return self.answers.get(key)

    def store(self, key: Any, answer: Answer) -> None:
        """Store an answer, and drop those that were not asked for longest."""
        self.answers[key] = answer
        self.size += len(answer.body) + 1000
        while self.size > self.limit:
            _, dropped = self.answers.popitem(last=False)
            self.size -= len(dropped.body) + 1000


class PageCache:
    """An ASGI application in front of another.

    `moment` is what all pages depend on, `kind` what one does.
    """

    def __init__(
        self,
        inner: Asgi,
        moment: Callable[[], Any],
        kind: Callable[[Scope], Any],
        limit: int = 64 * 2**20,
    ) -> None:
        self.inner = inner
        self.moment = moment
        self.kind = kind
        self.limit = limit
        self.cookies = tuple(f"{name}=" for name in COOKIES)
        self.never_cached = tuple(NEVER_CACHED)
        self.now: Any = None
        self.pages = Shelf(limit)
        # under static/ with a mark of their content: right for ever
        self.files = Shelf(limit)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from the cache, or from the inner application."""
        shelf = self._shelf(scope)
        if shelf is None:
            await self.inner(scope, receive, send)
            return
        query = scope["query_string"] if shelf is self.pages else None
        key = (scope["path"], query, self.kind(scope))
        found = shelf.find(key)
        if found and NOTE in scope:
            scope[NOTE].cached = True
        answer = found or await self._made(shelf, key, scope, receive)
        await _give(answer, header(scope, b"if-none-match"), send)

    def _shelf(self, scope: Scope) -> Shelf | None:
        """Where the answer may stand; None where each request is answered anew."""
        path = scope["path"]
        query = scope["query_string"]
        is_plain = not any(name in PLAIN_ONLY for name, _value in scope["headers"])
        if scope["method"] not in ("GET", "HEAD") or not is_plain:
            return None
        if path.startswith("/static/") and query.startswith(b"v="):
            return self.files
        cookie = header(scope, b"cookie")
        is_personal = any(name in cookie for name in self.cookies)
        if is_personal or path.startswith(self.never_cached):
            return None
        try:
            moment = self.moment()
        except Exception:
            return None  # Flask says in words what is wrong with the database
        if moment != self.now:
            self.now = moment
            self.pages = Shelf(self.limit)
        return self.pages

    async def _made(
        self, shelf: Shelf, key: Any, scope: Scope, receive: Receive
    ) -> Answer:
        """Render once, however many ask at the same time; each for itself where it
        can't be shared."""
        if key in shelf.underway and (shared := await shelf.underway[key]):
            return shared
        shelf.underway[key] = coming = asyncio.get_running_loop().create_future()
        shared = None
        try:
            answer = await fetch(self.inner, scope, receive)
            if answer.may_be_shared:
                shared = answer = marked(answer)
                shelf.store(key, answer)
            return answer
        finally:
            coming.set_result(shared)
            if shelf.underway.get(key) is coming:
                del shelf.underway[key]


async def fetch(inner: Asgi, scope: Scope, receive: Receive) -> Answer:
    """The inner application's whole answer to a GET, whatever the caller
    has already."""
    headers = [
        (name, value) for name, value in scope["headers"] if name not in CONDITIONS
    ]
    start: Message = {}
    body: list[bytes] = []

    async def collect(message: Message) -> None:
        start.update(message)
        body.append(message.get("body", b""))

    await inner({**scope, "method": "GET", "headers": headers}, receive, collect)
    return Answer(start["status"], list(start["headers"]), b"".join(body))


def marked(answer: Answer) -> Answer:
    """The answer with a strong ETag of its bytes, which differ between compressed and
    not."""
    etag = f'"{hashlib.blake2b(answer.body, digest_size=12).hexdigest()}"'
    headers = [
        (name, value)
        for name, value in answer.headers
        if name not in (b"etag", b"last-modified")
    ]
    return answer._replace(headers=[*headers, (b"etag", etag.encode())], etag=etag)


async def _give(answer: Answer, known: str, send: Send) -> None:
    if answer.etag and answer.etag in known:
        headers = [pair for pair in answer.headers if pair[0] not in OF_BODY]
        answer = Answer(304, headers, b"")
    start = {"type": "http.response.start", "status": answer.status}
    await send(start | {"headers": answer.headers})
    await send({"type": "http.response.body", "body": answer.body})
