"""The line between a browser and the board, which drops when a test says so."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar, NamedTuple

HEAD = b"\r\n\r\n"
PIECE = 65536


class Drop(NamedTuple):
    """Where it drops: at a request's beginning, amid its `upload`, or once the board
    has taken it and before its `answer` comes; `silence` is the last, but nobody hears
    that the line is dead. A number is answered in the board's place."""

    method: str
    path: str
    when: str | int


@dataclass
class Line:
    """Where it begins, for a browser, and where it leads. Down, it stays so until it is
    set up again."""

    port: int
    make: Any
    leads_to: int
    is_up: bool = True
    is_dead: bool = False  # there, and nothing comes through it
    drops: list[Drop] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)  # what came to the board
    changed: dict[bytes, bytes] = field(default_factory=dict)  # in every answer

    @property
    def url(self) -> str:
        """Where a browser finds the board."""
        return f"http://127.0.0.1:{self.port}"

    def drop_at(self, method: str, path: str) -> str | int:
        """Whether the line drops at this request, and where."""
        if not self.drops or self.drops[0][:2] != (method, path):
            return ""
        when = self.drops.pop(0).when
        self.is_up = isinstance(when, int) or when == "silence"
        self.is_dead = when == "silence"
        return when


class _Request(socketserver.BaseRequestHandler):
    """One request, and its answer."""

    line: ClassVar[Line]

    def handle(self) -> None:
        """Pass it on, unless the line is down or drops."""
        head, _, body = self._until_head()
        if not head or not self.line.is_up:
            return
        if self.line.is_dead:
            self._say_nothing()
            return
        method, path, *_rest = head.decode("latin-1").split(" ", 2)
        when = self.line.drop_at(method, path)
        if when == "before":
            return
        length = _length(head)
        if when == "upload":
            self._read(body, length // 2)
            return
        whole = _asked_plainly(head) + HEAD + self._read(body, length)
        if isinstance(when, int):
            self.request.sendall(f"HTTP/1.1 {when} No\r\nContent-Length: 0".encode())
            self.request.sendall(b"\r\nConnection: close" + HEAD)
            return
        self.line.passed.append(f"{method} {path}")
        self._answer(whole, lost=when in ("answer", "silence"))
        if when == "silence":
            self._say_nothing()

    def _say_nothing(self) -> None:
        """Until whoever asked has had enough."""
        while self.request.recv(PIECE):
            pass

    def _until_head(self) -> tuple[bytes, bytes, bytes]:
        came = b""
        while HEAD not in came and (piece := self.request.recv(PIECE)):
            came += piece
        return came.partition(HEAD)

    def _read(self, begun: bytes, length: int) -> bytes:
        while len(begun) < length and (piece := self.request.recv(PIECE)):
            begun += piece
        return begun

    def _answer(self, whole: bytes, *, lost: bool) -> None:
        with socket.create_connection(("127.0.0.1", self.line.leads_to)) as board:
            board.sendall(whole)
            while piece := board.recv(PIECE):
                for old, new in self.line.changed.items():
                    piece = piece.replace(old, new)
                if not (lost or self.line.is_dead):
                    self.request.sendall(piece)
                if not self.line.is_up and not lost:
                    return


def _length(head: bytes) -> int:
    lines = head.lower().split(b"\r\n")
    found = [line for line in lines if line.startswith(b"content-length:")]
    return int(found[0].partition(b":")[2]) if found else 0


def _asked_plainly(head: bytes) -> bytes:
    """The head of a request whose answer comes whole, is not squeezed and ends with the
    connection."""
    taken = (b"connection:", b"accept-encoding:", b"if-none-match:")
    lines = [line for line in head.split(b"\r\n") if not line.lower().startswith(taken)]
    return b"\r\n".join([*lines, b"Connection: close"])


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever goes away in the middle is no trouble."""


@contextmanager
def line_to(port: int, make: Any) -> Iterator[Line]:
    """A line to the board at this port."""
    handler = type("Request", (_Request,), {})
    with _Server(("127.0.0.1", 0), handler) as server:
        line = Line(server.server_address[1], make, port)
        handler.line = line  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield line
        server.shutdown()
