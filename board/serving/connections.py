"""The server's end of each connection: how much a peer may send, and how long it may
take, before it is heard.

With httptools uvicorn bounds neither; its parser would gather a header of any length.
"""

import asyncio
import resource
from collections import Counter

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol
from uvicorn.server import ServerState

from board.live.wire import AS_BYTES
from board.network import network_of

HEAD = 64 * 1024  # bytes of a request's first line and headers
HEADERS = 100
IN_TIME = 10  # seconds until they have come
# seconds in which what nobody wants may still come, so that its sender gets to read why
UNREAD = 60
LINGER = 2  # seconds after an answer by which a connection ends
SPARE = 100  # files that are kept for everything but connections


class Crowd(ServerState):
    """All connections of this process, counted by the network they come from."""

    def __init__(self, per_network: int) -> None:
        super().__init__()
        self.per_network = per_network
        self.networks: Counter[str] = Counter()

    def enter(self, name: str) -> bool:
        """Count a connection in; whether there is room for it.

        A proxy's have no name, and are not too many.
        """
        self.networks[name] += 1
        files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
        return len(self.connections) <= files - SPARE and not (
            name and self.networks[name] > self.per_network
        )

    def leave(self, name: str) -> None:
        """Count it out."""
        self.networks[name] -= 1
        if not self.networks[name]:
            del self.networks[name]


class Connection(HttpToolsProtocol):
    """One connection, which is closed when it is one too many, or its requests are too
    long or too slow."""

    server_state: Crowd
    network = ""
    in_head = False  # a request has begun whose headers are not all here
    head = 0  # bytes of it, without those of its first part
    wrong: tuple[int, str] | None = None  # what the request is refused with
    refused = False
    alarm: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Let it in, or not."""
        super().connection_made(transport)
        host = self.client[0] if self.client else ""
        trusted = self.app.trusted_hosts  # uvicorn wraps each application so
        self.network = "" if host in trusted else network_of(host)
        if not self.server_state.enter(self.network):
            self._refuse(
                503,
                (
                    "Too many connections are open from where you are. Try again in a "
                    "minute."
                ),
            )
            transport.close()
        self._hurry()

    def connection_lost(self, exc: Exception | None) -> None:
        """Let it out."""
        super().connection_lost(exc)
        self.server_state.leave(self.network)
        self._calm()

    def data_received(self, data: bytes) -> None:
        """Parse what came, as long as it may still become a request we take."""
        if self.refused:
            return
        if self.in_head:
            self.head += len(data)
        super().data_received(data)
        if self.in_head and self.head > HEAD:
            self._refuse(431, "The headers of this request are too long.")
        self._hurry()

    def on_message_begin(self) -> None:
        """The first byte of a request is here."""
        self.in_head = True
        self.head = 0
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """All headers are here.

        Raises ValueError, which the parser takes for a request that is none.
        """
        self.in_head = False
        if (
            len(self.headers) > HEADERS
            or len(self.url) + sum(len(n) + len(v) + 4 for n, v in self.headers) > HEAD
        ):
            self.wrong = (431, "The headers of this request are too long, or too many.")
        elif any(name == b"transfer-encoding" for name, _ in self.headers):
            # nothing here takes one without an end
            self.wrong = (411, "Say how long your request is.")
        if self.wrong:
            raise ValueError(self.wrong[1])
        super().on_headers_complete()

    def on_response_complete(self) -> None:
        """Read no further requests before those that came ahead are answered."""
        super().on_response_complete()
        if self.pipeline:
            self.flow.pause_reading()

    def send_400_response(self, msg: str) -> None:
        """Refuse what the parser did not take."""
        self._refuse(*self.wrong or (400, msg))

    def _refuse(self, status: int, text: str) -> None:
        self.refused = True
        if self.cycle and not self.cycle.response_complete:
            self.transport.abort()  # in the middle of another answer
            return
        said = [
            (b"content-type", b"text/plain; charset=utf-8"),
            (b"content-length", b"%d" % len(text)),
            (b"cache-control", b"no-store"),
            (b"connection", b"close"),
            *AS_BYTES,
        ]
        head = b"".join(b"%s: %s\r\n" % pair for pair in said)
        self.transport.write(STATUS_LINE[status] + head + b"\r\n" + text.encode())
        self.transport.write_eof()
        # closed at once, it would lose the answer
        self.loop.call_later(LINGER, self.transport.abort)

    def _hurry(self) -> None:
        """While nothing is being answered the peer has only so long to send a whole
        request."""
        waiting = self.in_head or self.cycle is None or self.cycle.response_complete
        if not waiting:
            self._calm()
        elif self.alarm is None:
            unread = self.cycle is not None and self.cycle.more_body
            self.alarm = self.loop.call_later(
                UNREAD if unread else IN_TIME, self.transport.abort
            )

    def _calm(self) -> None:
        if self.alarm is not None:
            self.alarm.cancel()
            self.alarm = None
