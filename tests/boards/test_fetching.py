"""Only what an operator allowed is asked, and however it answers, it can't do harm."""

import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler

import pytest
from flask import Flask

from board.boards import fetching
from board.boards.fetching import Origin, fetch, is_allowed, origin
from board.boards.reading import MOST_BYTES
from board.errors import Invalid
from tests.boards.answering import Answer, says
from tests.conftest import on_sqlite


@pytest.fixture(autouse=True)
def _speaking(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def refused(url: str, of: Origin) -> str:
    """The sentence with which the answer is refused."""
    with pytest.raises(Invalid) as why:
        fetch(url, of)
    return str(why.value.text)


@on_sqlite
def test_what_a_board_near_by_says_is_read(
    answering: Callable[[Answer], str],
) -> None:
    at = answering(says(200, b"{}"))
    assert fetch(f"{at}/playbooks.json?after=3", origin(at, is_near=True)) == b"{}"


@on_sqlite
def test_what_is_near_is_not_asked_unless_the_operator_said_that_it_is(
    answering: Callable[[Answer], str],
) -> None:
    at = answering(says(200, b"{}"))
    here = Origin("http", "127.0.0.1", int(at.rpartition(":")[2]), is_near=False)
    assert "a network that this board may not ask" in refused(at, here)
    with pytest.raises(Invalid, match="without https"):
        origin(at, is_near=False)


@on_sqlite
def test_it_is_not_followed_to_where_it_sends_us(
    answering: Callable[[Answer], str],
) -> None:
    other = answering(says(200, b"elsewhere"))
    at = answering(says(302, Location=other))
    assert "It answered with 302." in refused(at, origin(at, is_near=True))
    assert "somebody else" in refused(other, origin(at, is_near=True))


@on_sqlite
@pytest.mark.parametrize("path", ["/caf\u00e9", "/a b", "/x\r\nHost: y", "/\ud800"])
def test_an_address_that_is_none_is_not_asked(
    answering: Callable[[Answer], str], path: str
) -> None:
    at = answering(says(200, b"{}"))
    assert "did not answer as it should" in refused(at + path, origin(at, is_near=True))


@on_sqlite
def test_an_answer_without_end_is_left(answering: Callable[[Answer], str]) -> None:
    at = answering(says(200, b" " * (MOST_BYTES + 2)))
    assert "larger than 2 megabytes" in refused(at, origin(at, is_near=True))


@on_sqlite
def test_one_that_says_a_byte_now_and_then_is_left(
    answering: Callable[[Answer], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "PATIENCE", 0.5)
    over = threading.Event()

    def slowly(asked: BaseHTTPRequestHandler) -> None:
        asked.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        while not over.wait(0.1):
            asked.wfile.write(b"x")

    at = answering(slowly)
    try:
        assert "did not answer as it should" in refused(at, origin(at, is_near=True))
    finally:
        over.set()


@pytest.mark.parametrize(
    ("address", "far", "near"),
    [
        ("93.184.216.34", True, True),
        ("2606:2800:220:1::1", True, True),
        ("127.0.0.1", False, True),
        ("::1", False, True),
        ("::ffff:127.0.0.1", False, True),
        ("10.0.0.5", False, True),
        ("192.168.1.1", False, True),
        ("fd00::1", False, True),
        ("169.254.169.254", False, False),
        ("::ffff:169.254.169.254", False, False),
        ("fe80::1%eth0", False, False),
        ("0.0.0.0", False, False),
        ("224.0.0.1", False, False),
        ("100.64.0.1", False, False),
    ],
)
@on_sqlite
def test_which_addresses_may_be_asked(address: str, far: bool, near: bool) -> None:
    assert (is_allowed(address, False), is_allowed(address, True)) == (far, near)


@on_sqlite
@pytest.mark.parametrize(
    "typed", ["", "board", "ftp://x", "https://", "https://a@b", "http://[", "//x"]
)
def test_what_is_no_address_of_a_board(typed: str) -> None:
    with pytest.raises(Invalid, match=r"such as https://board\.example\.org"):
        origin(typed, is_near=True)
