"""The disk is full: everybody is told in plain words, nothing is lost, and it goes on
by itself when there is room."""

import os

import pytest
from flask import Flask
from PIL import Image

from board.config import Settings
from board.errors import Full
from board.forms import new_key
from board.issues.models import Comment
from board.serving.asgi import Application
from tests.builders import Maker, People, Rows, Things
from tests.live.asking import request, serving
from tests.pages import Browser
from tests.photos.drawing import written
from tests.trouble.conftest import Trouble, no_file_longer_than

FULL = str(Full.title)
LONG = "The lamp by the school is dark again. " * 40


def test_what_does_not_fit_into_the_database_is_shown_again(
    member: Browser, rows: Rows, things: Things, full: Trouble
) -> None:
    address = f"/issues/{things.issue.id}/comments"
    with full():
        for _ in range(20):  # what is free in SQLite's file takes a few
            before = rows.totals()
            page = member.post(address, {"body": LONG})
            if page.status != 303:
                break
        assert (page.status, page.h1) == (507, FULL)
        assert page.headers["retry-after"]
        assert rows.totals() == before
        assert member.get(f"/issues/{things.issue.id}").status == 200
    again = page.form(address)
    assert member.send_form(again.action, again.fields).status == 303
    assert rows.all(Comment)[-1].body == LONG.strip()


@pytest.mark.parametrize(
    "size", [100_000, 600_000], ids=["where it is kept", "on its way"]
)
def test_a_picture_that_finds_no_room_leaves_nothing_behind(
    app: Flask,
    member: Browser,
    rows: Rows,
    settings: Settings,
    things: Things,
    size: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # it is of the tests, and would find no room either
    monkeypatch.setattr(app.jinja_env, "bytecode_cache", None)
    address = f"/issues/{things.issue.id}/comments"
    fields = {"csrf_token": member.token(), "body": "Look at it", "once": new_key()}
    body = multipart(fields, grainy(size))
    before = rows.totals()
    with no_file_longer_than(10_000):
        page = member.open(
            "POST", address, body, Content_Type="multipart/form-data; boundary=line"
        )
    assert (page.status, page.h1) == (507, FULL)
    assert rows.totals() == before
    assert not [
        path
        for path in (settings.instance_path / "uploads").rglob("*")
        if path.is_file()
    ]
    if size < 500_000:  # of what is longer, werkzeug keeps nothing
        assert page.value("body") == "Look at it"
        assert "Choose the pictures again." in page.text
    assert (
        member.open(
            "POST", address, body, Content_Type="multipart/form-data; boundary=line"
        ).status
        == 303
    )


def grainy(size: int) -> bytes:
    """A picture of about so many bytes, which no program makes much smaller."""
    side = round((size / 3) ** 0.5)
    return written(
        Image.frombytes("RGB", (side, side), os.urandom(3 * side * side)), "PNG"
    )


def multipart(fields: dict[str, str], picture: bytes) -> bytes:
    """A form with a picture, as browsers send it."""
    part = '--line\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    texts = "".join(part.format(*field) for field in fields.items())
    head = (
        '--line\r\nContent-Disposition: form-data; name="photos"; '
        'filename="lamp.png"\r\n\r\n'
    )
    return f"{texts}{head}".encode() + picture + b"\r\n--line--\r\n"


def test_a_full_temporary_folder_is_told_before_any_thread_is_taken(
    app: Flask, make: Maker, people: People
) -> None:
    served = Application(app)
    cookie = {
        "cookie": make.cookie(people.member),
        "content-type": "multipart/form-data; boundary=x",
    }

    async def work() -> None:
        with no_file_longer_than(100):
            answer = await request(served, "/issues/new", cookie, "POST", b"x" * 2**21)
        assert (answer.status, answer.headers["hx-reswap"]) == (507, "none")
        assert "disk is full" in answer.text
        assert served.bodies.bytes == 0
        answer = await request(served, "/issues/new", cookie, "POST", b"x" * 2**21)
        assert answer.status == 400

    serving(served, work)
