"""What is told to a Sentry: the fault, and nobody."""

import gzip
import logging
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import sentry_sdk
from flask import Flask

from board.watch import faults
from tests.builders import Maker, People

SECRET = "what somebody typed"


class StandIn(BaseHTTPRequestHandler):
    """Takes what is sent, and keeps it as it came."""

    taken: list[bytes]

    def do_POST(self) -> None:
        self.taken.append(self.rfile.read(int(self.headers["content-length"])))
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def told(
    app_with: Callable[..., Flask],
) -> Iterator[tuple[Flask, list[bytes]]]:
    """An application that tells its faults, and what was told."""
    taken: list[bytes] = []
    kind = type("Taking", (StandIn,), {"taken": taken})
    with HTTPServer(("127.0.0.1", 0), kind) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        app = app_with(sentry_dsn=f"http://key@127.0.0.1:{server.server_port}/1")
        before = list(logging.getLogger().handlers)
        faults.begin(app.config["BOARD"])
        yield app, taken
        sentry_sdk.get_client().close()
        for handler in set(logging.getLogger().handlers) - {*before}:
            logging.getLogger().removeHandler(handler)
        server.shutdown()


def test_a_fault_is_told_with_its_way_and_nothing_personal(
    told: tuple[Flask, list[bytes]], make: Maker, people: People
) -> None:
    app, taken = told

    @app.post("/broken/<name>")
    def broken(name: str) -> str:
        typed = f"{name} {SECRET}"
        raise ValueError(f"no {typed} {people.member.email}")

    broken.open_to_programs = True  # type: ignore[attr-defined]
    client = app.test_client()
    client.set_cookie("board", make.cookie(people.member).partition("=")[2])
    answer = client.post(
        f"/broken/{people.member.name}?q={SECRET}",
        data={"body": SECRET},
        headers={"User-Agent": "Mozilla/5.0", "X-Forwarded-For": "192.0.2.7"},
    )
    assert answer.status_code == 500
    sentry_sdk.flush(5)
    text = unpacked(taken)
    for known in ('"type":"ValueError"', "/broken/<name>", '"function":"broken"'):
        assert known in text
    private = [person.name for person in people.by_name.values()]
    private += [SECRET, "example.org", "Mozilla", "192.0.2.7", "board=", "Cookie"]
    private += ["/home", "/root", "/tmp", "vars", "context_line", "server_name"]
    assert not [word for word in private if word in text]


def unpacked(taken: list[bytes]) -> str:
    """As it can be read; it is packed on its way."""
    plain = [gzip.decompress(b) if b[:2] == b"\x1f\x8b" else b for b in taken]
    return b"\n".join(plain).decode()


def test_what_is_no_fault_is_not_told(told: tuple[Flask, list[bytes]]) -> None:
    app, taken = told
    assert app.test_client().get("/nowhere").status_code == 404
    logging.getLogger("board").error("disk: full")
    sentry_sdk.flush(2)
    assert taken == []


def test_nothing_of_it_is_read_where_no_setting_asks_for_it() -> None:
    words = (
        "import sys, board.cli.serve; "
        "print({'sentry_sdk', 'prometheus_client', 'urllib3'} & sys.modules.keys())"
    )
    said = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True)
    assert said.stdout == "set()\n"
