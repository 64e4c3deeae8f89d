"""Asking the board from outside, at the address people type, as a browser would."""

import socket
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import ip_address
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from board.config import Settings

PATIENCE = 10.0  # seconds
# On a machine's own network any address of this range is its own; as another than the
# proxy's it is told apart from it.
OURS = "127.0.0.9"


class NoAnswer(Exception):
    """Nobody answers, or in a way that no browser takes; its words say why."""


@dataclass(frozen=True)
class Site:
    """Where people find the board."""

    secure: bool
    host: str
    port: int
    path: str  # below which it stands; mostly empty
    plain_port: int = 80  # where those come who type no https
    trusts: bool = True  # False goes on where the certificate is no good

    @property
    def name(self) -> str:
        """The host as a browser sends it."""
        usual = 443 if self.secure else 80
        return self.host if self.port == usual else f"{self.host}:{self.port}"


class Line(NamedTuple):
    """What is known of a connection."""

    address: str  # ours
    certificate: Mapping[str, Any]  # theirs; empty where it was not looked at


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes
    came_from: str  # the address we asked from

    @property
    def text(self) -> str:
        """The body, as words."""
        return self.body.decode("utf-8", "replace")


def site_of(settings: Settings) -> Site:
    """The address people type, in parts."""
    parts = urlsplit(settings.base_url)
    port = parts.port or (443 if settings.secure else 80)
    return Site(settings.secure, parts.hostname or "", port, settings.prefix)


def ask(
    site: Site,
    path: str,
    headers: dict[str, str] | None = None,
    *,
    method: str = "GET",
    body: bytes | None = None,
) -> Reply:
    """One request and its whole answer. Raises NoAnswer."""
    with _asked(site, path, headers or {}, method, body) as (line, answer):
        return Reply(
            answer.status,
            {name.lower(): value for name, value in answer.getheaders()},
            answer.read(),
            line.address,
        )


def pieces(site: Site, path: str, *, patience: float) -> Iterator[float]:
    """Of an answer that goes on: after how many seconds each piece of it came."""
    began = time.monotonic()
    with _asked(site, path, {}, "GET", None, patience) as (_line, answer):
        while answer.read1(1000):
            yield time.monotonic() - began


def certificate_of(site: Site) -> Mapping[str, Any]:
    """What the other side shows, before anything is asked. Raises NoAnswer."""
    with _connected(site, PATIENCE) as (_connection, line):
        return line.certificate


@contextmanager
def _asked(
    site: Site,
    path: str,
    headers: dict[str, str],
    method: str,
    body: bytes | None,
    patience: float = PATIENCE,
) -> Iterator[tuple[Line, HTTPResponse]]:
    with _connected(site, patience) as (connection, line):
        connection.request(method, f"{site.path}{path}", body, headers)
        yield line, connection.getresponse()


@contextmanager
def _connected(site: Site, patience: float) -> Iterator[tuple[HTTPConnection, Line]]:
    """An open connection; whatever goes wrong with it becomes NoAnswer."""
    with closing(_connection(site, patience)) as connection:
        try:
            connection.connect()
            yield connection, _line(connection.sock)
        except TimeoutError as late:
            raise NoAnswer(f"no answer within {patience:.0f} seconds") from late
        except (OSError, HTTPException) as wrong:
            raise NoAnswer(f"no answer ({type(wrong).__name__}: {wrong})") from wrong


def _line(through: socket.socket) -> Line:
    secure = through if isinstance(through, ssl.SSLSocket) else None
    certificate = secure.getpeercert() if secure else None
    return Line(through.getsockname()[0], certificate or {})


def _connection(site: Site, patience: float) -> HTTPConnection:
    own = (OURS, 0) if _is_this_machine(site.host) else None
    if not site.secure:
        return HTTPConnection(site.host, site.port, patience, own)
    context = ssl.create_default_context()
    if not site.trusts:  # what else is wrong is told all the same; nothing is sent
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return HTTPSConnection(
        site.host, site.port, timeout=patience, source_address=own, context=context
    )


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback and ":" not in host
    except ValueError:
        return host == "localhost"
