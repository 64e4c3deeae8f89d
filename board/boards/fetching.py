"""Asking another machine for what it publishes, and telling it something: only one that
an operator named, at the address its name had when it was looked up, without following
where it sends us."""

import contextlib
import ipaddress
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from board.boards.reading import MOST_BYTES, TOO_LARGE
from board.errors import Invalid

PATIENCE = 20  # seconds for one answer, from its name to its last byte
GETS = {"Accept": "application/feed+json"}
SENDS = {"Accept": "application/json", "Content-Type": "application/feed+json"}
NO_ADDRESS = _l("Type the address of a board, such as https://board.example.org.")
NOT_AS_IT_SHOULD = _l("It did not answer as it should.")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Origin:
    """Where a board is: its scheme, host and port; whether that may be within our own
    network, as the operator said."""

    scheme: str
    host: str
    port: int
    is_near: bool

    @property
    def host_header(self) -> str:
        """As the other board knows itself."""
        is_usual = self.port == (443 if self.scheme == "https" else 80)
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if is_usual else f"{host}:{self.port}"


def origin(address: str, *, is_near: bool) -> Origin:
    """The board that an address is of. Raises Invalid for what is no plain address, and
    for one without https unless it is near."""
    try:
        parts = urlsplit(address)
        found = Origin(parts.scheme, parts.hostname or "", _port(parts), is_near)
    except ValueError as wrong:
        raise Invalid(str(NO_ADDRESS)) from wrong
    if parts.scheme not in ("https", "http") or not found.host or parts.username:
        raise Invalid(str(NO_ADDRESS))
    if parts.scheme == "http" and not is_near:
        raise Invalid(_("Only what is in your own network is asked without https."))
    return found


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


class Refused(Invalid):
    """The board answered with this status, which is not what was hoped for."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(_("It answered with %(status)d.", status=status))


class NotReached(Invalid):
    """There was no way to it: nothing of what we said has arrived."""


class NoAnswer(Invalid):
    """No whole answer came: what we said may have arrived, or not."""


class Answer(NamedTuple):
    """What came back, whatever the status is."""

    status: int
    body: bytes


def fetch(url: str, of: Origin) -> bytes:
    """What the board says at one of its own addresses. Raises Invalid where the address
    is another board's, it sends us elsewhere, says too much or takes too long."""
    return _taken(exchange(url, of, GETS))


def send(url: str, of: Origin, document: bytes) -> None:
    """Tell the board something at one of its own addresses. Raises Invalid as fetch
    does, and Refused where it does not take it."""
    _taken(exchange(url, of, SENDS, document))


def _taken(answer: Answer) -> bytes:
    if answer.status not in (200, 202):
        raise Refused(answer.status)
    return answer.body


def is_of(url: str, of: Origin) -> bool:
    """Whether an address is one of the board's own."""
    try:
        parts = urlsplit(url)
        its = (parts.scheme, parts.hostname, _port(parts))
    except ValueError:
        return False
    return its == (of.scheme, of.host, of.port)


def exchange(
    url: str, of: Origin, headers: dict[str, str], document: bytes | None = None
) -> Answer:
    """Ask at one of its own addresses, or tell it a document, and take its answer.

    Raises NotReached and NoAnswer, which are Invalid.
    """
    if not is_of(url, of):
        raise NotReached(_("It names an address of somebody else."))
    parts = urlsplit(url)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    until = time.monotonic() + PATIENCE
    connection = HTTPConnection(of.host, of.port)
    # each wait has its own limit; this one ends whoever says a byte now and then
    too_late = threading.Timer(PATIENCE, lambda: _cut(connection.sock))
    try:
        _connect(connection, of)
        too_late.interval = max(0.0, until - time.monotonic())
        too_late.start()
        _encrypt(connection, of)
        answer = _said(connection, path, {"Host": of.host_header, **headers}, document)
    finally:
        too_late.cancel()
        connection.close()
    if time.monotonic() > until:  # what was cut looks as if it had ended
        raise NoAnswer(str(NOT_AS_IT_SHOULD))
    return answer


def _connect(connection: HTTPConnection, of: Origin) -> None:
    try:
        at = (_address(of), of.port)
        connection.sock = socket.create_connection(at, PATIENCE)
    except (OSError, UnicodeError) as wrong:
        raise NotReached(str(NOT_AS_IT_SHOULD)) from wrong


def _encrypt(connection: HTTPConnection, of: Origin) -> None:
    if of.scheme != "https":
        return
    try:
        connection.sock = _encrypted(connection.sock, of.host)
    except OSError as wrong:
        raise NotReached(str(NOT_AS_IT_SHOULD)) from wrong


def _said(
    connection: HTTPConnection,
    path: str,
    headers: dict[str, str],
    document: bytes | None,
) -> Answer:
    method = "GET" if document is None else "POST"
    try:
        connection.request(method, path, document, headers)
        answer = connection.getresponse()
        whole = answer.read(MOST_BYTES + 1)
    except (OSError, HTTPException, UnicodeError) as wrong:
        raise NoAnswer(str(NOT_AS_IT_SHOULD)) from wrong
    if len(whole) > MOST_BYTES:
        raise NoAnswer(str(TOO_LARGE))
    return Answer(answer.status, whole)


def _address(of: Origin) -> str:
    """The first of its numeric addresses, each of which has to be allowed."""
    found = socket.getaddrinfo(of.host, of.port, type=socket.SOCK_STREAM)
    addresses = [str(one[4][0]) for one in found]
    if not addresses or not all(is_allowed(one, of.is_near) for one in addresses):
        raise NotReached(
            _("Its address is within a network that this board may not ask.")
        )
    return addresses[0]


def _encrypted(sock: socket.socket, host: str) -> ssl.SSLSocket:
    secured = ssl.create_default_context().wrap_socket(
        sock, server_hostname=host, do_handshake_on_connect=False
    )
    secured.do_handshake()
    return secured


def _cut(sock: socket.socket) -> None:
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_RDWR)


def is_allowed(address: str, is_near: bool) -> bool:
    """Whether a numeric address may be asked: any public one; one of this machine or of
    a private network only where the operator said that the board is near."""
    found: Address = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    if found.is_link_local or found.is_multicast or found.is_unspecified:
        return False
    if found.is_loopback or found.is_private:
        return is_near
    return found.is_global
