"""What stands between the server and Flask."""

import asyncio
import os
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask import request as flask_request

from board.live import watcher
from board.live.stream import PER_ADDRESS
from board.serving import bodies
from board.serving.asgi import Application, application
from board.serving.server import Server as Worker
from tests.conftest import Server
from tests.live.asking import request, serving


@pytest.fixture
def app(app_with: Callable[..., Flask]) -> Flask:
    """An application of one's own: it gets pages of the tests' own."""
    return app_with()


@pytest.fixture
def served(app: Flask) -> Application:
    """The application with a page that says what it was sent."""

    @app.get("/echo")
    def echo() -> dict[str, Any]:
        return {
            "headers": dict(flask_request.headers),
            "query": flask_request.args.to_dict(),
        }

    return application(app)


def test_a_header_with_an_underscore_does_not_reach_flask(served: Application) -> None:
    async def work() -> None:
        forged = {
            "x_forwarded_for": "192.0.2.66",
            "x-real": "yes",
            "hx_request_type": "partial",
        }
        text = (await request(served, "/echo", forged)).text
        assert "X-Real" in text
        assert "192.0.2.66" not in text
        assert "Hx-Request-Type" not in text

    serving(served, work)


@pytest.mark.parametrize(
    "written", ["192.0.2.1", "::ffff:192.0.2.1", "2001:db8::7", "2001:db8::8"]
)
def test_streams_of_one_network_are_counted_together(
    served: Application, written: str
) -> None:
    async def work() -> None:
        served.live.hub.addresses.update(
            {"192.0.2.1": PER_ADDRESS, "2001:db8::/64": PER_ADDRESS}
        )
        assert (
            await request(served, "/live?topics=issues", client=written)
        ).status == 503

    serving(served, work)


def test_bytes_in_an_address_are_no_error(served: Application) -> None:
    async def work() -> None:
        answer = await request(served, "/echo?a=\xe9&b=%zz")
        assert answer.status == 200
        assert (await request(served, "/issues?q=\xff\xfe")).status == 200

    serving(served, work)


def test_somebody_who_sends_slowly_holds_up_nobody(served: Application) -> None:
    async def work() -> None:
        never = asyncio.Event()
        slow = [asyncio.create_task(half_a_form(served, never)) for _ in range(12)]
        await asyncio.sleep(0.1)
        async with asyncio.timeout(20):
            assert (
                await request(served, "/whole", method="POST", body=b"whole")
            ).status == 404
        for task in slow:
            task.cancel()

    serving(served, work)


def test_a_form_is_whole_when_its_thread_begins(app: Flask) -> None:
    """However busy the loop is, the thread does not have to ask it for the form."""
    begun, was_read = threading.Event(), threading.Event()

    @app.put("/weigh")
    def weigh() -> dict[str, int]:
        begun.set()
        length = len(flask_request.get_data())
        was_read.set()
        return {"length": length}

    served = application(app)

    async def work() -> None:
        for length in (100, 3_000_000):
            begun.clear()
            was_read.clear()
            asked = asyncio.create_task(
                request(served, "/weigh", method="PUT", body=b"x" * length)
            )
            async with asyncio.timeout(20):
                while not begun.is_set():
                    await asyncio.sleep(0.001)
            assert was_read.wait(2)  # this holds up the loop
            assert (await asked).text.strip() == f'{{"length":{length}}}'

    serving(served, work)


async def half_a_form(
    served: Application, never: asyncio.Event, drip: float = 0, accept: bytes = b"*/*"
) -> list[Any]:
    """Send the first half of a form and then nothing, or a byte each `drip` seconds."""
    sent: list[Any] = []
    parts = iter([{"type": "http.request", "body": b"half", "more_body": True}])

    async def receive() -> Any:
        part = next(parts, None)
        if part is None and drip:
            await asyncio.sleep(drip)
            return {"type": "http.request", "body": b"x", "more_body": True}
        if part is None:
            await never.wait()
        return part

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [
        (b"host", b"localhost"),
        (b"content-length", b"100"),
        (b"accept", accept),
    ]
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/login",
        "query_string": b"",
        "headers": headers,
    }
    await served(
        scope | {"http_version": "1.1", "client": None, "scheme": "http"}, receive, send
    )
    return sent


def test_a_form_that_never_ends_is_refused(
    served: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "SILENCE", 0.05)

    async def work() -> None:
        sent = await half_a_form(served, asyncio.Event())
        assert sent[0]["status"] == 408

    serving(served, work)


def test_a_program_is_told_in_its_own_format_that_its_form_did_not_arrive(
    served: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "SILENCE", 0.05)

    async def work() -> None:
        for kind, begins in (
            (b"application/json", b'{"code": 408,'),
            (b"text/xml", b"<?xml "),
        ):
            start, body = await half_a_form(served, asyncio.Event(), accept=kind)
            assert start["status"] == 408
            assert dict(start["headers"])[b"content-type"] == kind + b"; charset=utf-8"
            assert body["body"].startswith(begins)
            assert b"Your form did not arrive. Send it again." in body["body"]

    serving(served, work)


def test_a_form_that_drips_is_refused(
    served: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each byte comes in time, but they are too few."""
    monkeypatch.setattr(bodies, "SILENCE", 0.3)

    async def work() -> None:
        begun = asyncio.get_running_loop().time()
        assert (await half_a_form(served, asyncio.Event(), drip=0.1))[0][
            "status"
        ] == 408
        assert asyncio.get_running_loop().time() - begun < 2

    serving(served, work)


def test_a_form_that_is_too_long_is_refused_unread(served: Application) -> None:
    async def work() -> None:
        answer = await request(
            served, "/login", {"content-length": str(20 * 2**20)}, method="POST"
        )
        assert answer.status == 413
        answer = await request(
            served, "/issues/new", {"content-length": str(80 * 2**20)}, method="POST"
        )
        # a visitor is sent to sign in, unread as well
        assert answer.status in (303, 413)

    serving(served, work)


def test_it_says_that_it_is_up_and_ready(server: Server) -> None:
    for path, words in (("/healthz", "ok"), ("/readyz", "ready")):
        page = server.browser().get(path)
        assert (page.status, page.text.splitlines()[0]) == (200, words)
        assert page.headers["cache-control"] == "no-store"


def test_it_says_when_the_watcher_has_stopped(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watcher, "_last_reading", 0.001)
    assert app.test_client().get("/healthz").status_code == 503
    monkeypatch.setattr(watcher, "_last_reading", 0.0)
    assert app.test_client().get("/healthz").status_code == 200


def test_a_proxy_is_believed_only_where_it_is_trusted(served: Application) -> None:
    """Uvicorn does this; the server is given the setting."""
    settings = replace(
        served.app.config["BOARD"], trusted_proxies="192.0.2.7,10.0.0.0/8"
    )
    worker = Worker(served, settings, os.getppid(), 0)
    assert worker.config.forwarded_allow_ips == "192.0.2.7,10.0.0.0/8"
