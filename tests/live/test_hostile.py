"""Peers that send too much, too slowly, or never take what they asked for; everybody
else is still answered."""

import contextlib
import os
import resource
import socket
import time
from collections.abc import Callable, Iterator

import psutil
import pytest

from tests.conftest import Server, on_sqlite
from tests.live.test_processes import workers

pytestmark = on_sqlite  # nothing here comes as far as the database

START = b"GET /issues HTTP/1.1\r\nHost: localhost\r\n"
Connect = Callable[[Server], socket.socket]


@pytest.fixture
def connect() -> Iterator[Connect]:
    """Opens connections that are closed after the test."""
    with contextlib.ExitStack() as stack:

        def open_to(server: Server) -> socket.socket:
            return stack.enter_context(
                socket.create_connection(("127.0.0.1", server.port), timeout=20)
            )

        yield open_to


@pytest.fixture
def one(serve: Callable[..., Server]) -> Server:
    """The real server with one process."""
    return serve(workers=1)


def answer(made: socket.socket) -> str:
    """Everything that comes until the server closes; nothing where it just closed."""
    parts = []
    with contextlib.suppress(ConnectionError):
        while part := made.recv(65536):
            parts.append(part)
    return b"".join(parts).decode("latin-1")


def sent(made: socket.socket, content: bytes) -> int:
    """Send up to this much; how many bytes the server took before it closed."""
    taken = 0
    with contextlib.suppress(ConnectionError):
        while taken < len(content):
            taken += made.send(content[taken : taken + 65536])
    return taken


def works(server: Server) -> None:
    """An ordinary page is answered at once."""
    began = time.monotonic()
    assert server.browser().get("/issues").status == 200
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    "head",
    [
        START + b"X-Long: " + b"x" * 100_000 + b"\r\n\r\n",
        b"GET /issues?q=" + b"x" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        START + b"".join(b"X-%d: y\r\n" % n for n in range(200)) + b"\r\n",
        START
        + b"".join(b"X-%d: %s\r\n" % (n, b"y" * 2000) for n in range(50))
        + b"\r\n",
    ],
    ids=["a long header", "a long address", "many headers", "many long headers"],
)
def test_headers_that_are_too_long_are_refused_in_words(
    one: Server, connect: Connect, head: bytes
) -> None:
    made = connect(one)
    made.sendall(head)
    said = answer(made)
    assert said.startswith("HTTP/1.1 431 ")
    assert "too long" in said
    assert "x-content-type-options: nosniff" in said
    assert "base-uri 'none'" in said
    works(one)


def test_a_header_without_end_is_not_gathered(one: Server, connect: Connect) -> None:
    made = connect(one)
    made.settimeout(1)
    sent(made, START + b"X-Endless: ")
    with contextlib.suppress(TimeoutError):
        sent(made, b"x" * 200_000_000)
    assert psutil.Process(workers(one)[0].pid).memory_info().rss < 300_000_000
    works(one)


def test_headers_of_ordinary_length_are_taken(one: Server, connect: Connect) -> None:
    made = connect(one)
    made.sendall(
        START + b"Cookie: other=" + b"x" * 30_000 + b"\r\nConnection: close\r\n\r\n"
    )
    assert answer(made).startswith("HTTP/1.1 200 ")


def test_a_body_that_does_not_say_its_length_is_refused(
    one: Server, connect: Connect
) -> None:
    made = connect(one)
    made.sendall(
        b"POST /login HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: "
        b"chunked\r\n\r\n5\r\nhello\r\n"
    )
    assert answer(made).startswith("HTTP/1.1 411 ")
    works(one)


def test_requests_that_are_never_whole_are_closed_in_ten_seconds(
    one: Server, connect: Connect
) -> None:
    began = time.monotonic()
    half = [connect(one) for _ in range(200)]
    for made in half:
        made.sendall(START)
    silent, blank, kept = connect(one), connect(one), connect(one)
    kept.sendall(START + b"\r\n")
    works(one)
    for _ in range(8):  # a byte now and then gains nothing
        time.sleep(1)
        for made in half[:20]:
            made.send(b"x")
        blank.send(b"\r\n")
    assert [answer(made) for made in (*half, silent, blank)] == [""] * 202
    assert 9 < time.monotonic() - began < 16
    kept.sendall(START + b"Connection: close\r\n\r\n")  # one that is only idle stays
    assert answer(kept).count("HTTP/1.1 200 ") == 2
    works(one)


def test_one_address_has_only_so_many_connections(
    serve: Callable[..., Server], connect: Connect
) -> None:
    server = serve(workers=1, trusted_proxies="192.0.2.1", connections="20")
    made = [connect(server) for _ in range(30)]
    refused = [answer(one) for one in made[20:]]
    assert all(said.startswith("HTTP/1.1 503 ") for said in refused)
    for one in made:
        one.close()
    works(server)


def test_a_proxy_has_as_many_connections_as_it_likes(
    serve: Callable[..., Server], connect: Connect
) -> None:
    server = serve(workers=1, connections="20")
    made = [connect(server) for _ in range(50)]
    for one in made:
        one.sendall(START + b"Connection: close\r\n\r\n")
    assert all(answer(one).startswith("HTTP/1.1 200 ") for one in made)


def test_when_no_file_is_left_it_goes_on_afterwards(
    one: Server, connect: Connect
) -> None:
    pid = workers(one)[0].pid
    before = resource.prlimit(pid, resource.RLIMIT_NOFILE)
    few = len(os.listdir(f"/proc/{pid}/fd")) + 5
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (few, before[1]))
    for made in [connect(one) for _ in range(60)]:
        with contextlib.suppress(ConnectionError):
            made.sendall(START)
    time.sleep(1)
    resource.prlimit(pid, resource.RLIMIT_NOFILE, before)
    works(one)
    assert [worker.pid for worker in workers(one)] == [pid]


def test_requests_sent_ahead_are_answered_in_their_order(
    one: Server, connect: Connect
) -> None:
    made = connect(one)
    many = START + b"\r\n"
    made.sendall(
        many * 20
        + b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    )
    said = answer(made)
    assert said.count("HTTP/1.1 200 ") == 21
    assert said.rstrip().endswith("ok")


def test_requests_sent_ahead_are_not_gathered(one: Server, connect: Connect) -> None:
    """Whoever sends and never reads fills no memory with requests."""
    made = connect(one)
    made.settimeout(1)
    with contextlib.suppress(TimeoutError):
        sent(made, (START + b"\r\n") * 1_000_000)
    assert psutil.Process(workers(one)[0].pid).memory_info().rss < 300_000_000
    works(one)
