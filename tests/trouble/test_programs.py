"""A program that asks for JSON or XML is told what is wrong in JSON or XML, whatever is
wrong."""

import json
from typing import Any
from xml.etree import ElementTree

import pytest
from flask import Flask

from board.db import db
from board.db import engine as database
from board.errors import Away, Busy, Full
from tests.builders import Things
from tests.pages import Browser, Page
from tests.trouble.conftest import Trouble

KINDS = ["application/json", "application/xml", "text/xml"]
LONG = "The lamp by the school is dark again. " * 40


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """What the program takes."""
    return str(request.param)


def told(page: Page, kind: str) -> dict[str, Any]:
    """What it says of the error, in the kind asked for."""
    assert page.headers["content-type"].split(";")[0] == kind, page
    if kind == "application/json":
        said: dict[str, Any] = json.loads(page.text)
        return said
    root = ElementTree.fromstring(page.text.encode())
    assert root.tag == "error"
    return {
        each.tag: int(each.text or "") if each.tag == "code" else each.text
        for each in root
    }


def of(error: type[Any]) -> dict[str, Any]:
    """How an error reads."""
    return {"code": error.code, "title": str(error.title), "text": str(error.text)}


def test_the_database_is_away(
    member: Browser, visitor: Browser, things: Things, away: Trouble, kind: str
) -> None:
    member.token()
    with away():
        pages = [browser.get("/issues", Accept=kind) for browser in (member, visitor)]
        pages.append(
            member.post(
                f"/issues/{things.issue.id}/comments", {"body": "Hello"}, Accept=kind
            )
        )
    for page in pages:
        assert page.status == 503
        assert told(page, kind) == of(Away)
        assert page.headers["retry-after"] == "5"


def test_somebody_else_keeps_it(
    app: Flask,
    member: Browser,
    things: Things,
    kept: Trouble,
    kind: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(database, "WAIT", 0.3)
    with app.app_context():
        db.engine.dispose()  # PostgreSQL is told with each connection
    member.token()
    with kept():
        page = member.post(
            f"/issues/{things.issue.id}/comments", {"body": "Hello"}, Accept=kind
        )
    assert page.status == 503
    assert told(page, kind) == of(Busy)


def test_the_disk_is_full(
    member: Browser, things: Things, full: Trouble, kind: str
) -> None:
    with full():
        for _ in range(20):  # what is free in SQLite's file takes a few
            page = member.post(
                f"/issues/{things.issue.id}/comments", {"body": LONG}, Accept=kind
            )
            if page.status != 303:
                break
    assert page.status == 507
    assert told(page, kind) == of(Full)


@pytest.mark.parametrize("is_away", [False, True], ids=["there", "away"])
def test_something_breaks(
    app: Flask,
    visitor: Browser,
    away: Trouble,
    kind: str,
    is_away: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broken = {"site.robots": lambda: {}["what is not there"]}
    monkeypatch.setattr(app, "view_functions", app.view_functions | broken)
    if is_away:
        with away():
            page = visitor.get("/robots.txt", Accept=kind)
    else:
        page = visitor.get("/robots.txt", Accept=kind)
    assert page.status == 500
    assert told(page, kind)["title"] == "Something broke on our side"


@pytest.mark.parametrize(
    ("path", "typed"),
    [
        ("/login", {"email": "member@example.org", "password": "wrong"}),
        ("/login/link", {"email": "member@example.org"}),
    ],
)
def test_it_tried_too_often(
    visitor: Browser, path: str, typed: dict[str, str], kind: str
) -> None:
    for _ in range(30):
        page = visitor.post(path, typed, Accept=kind)
        if page.status == 429:
            break
    assert told(page, kind)["code"] == 429
    assert page.headers["retry-after"]


def test_it_asks_for_what_is_not_there(
    visitor: Browser, member: Browser, things: Things, kind: str
) -> None:
    for browser in (visitor, member):
        page = browser.get("/issues/9999", Accept=kind)
        assert (page.status, told(page, kind)["code"]) == (404, 404)


def test_what_a_browser_sends_is_answered_with_a_page(visitor: Browser) -> None:
    for accept in (
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "*/*",
        "",
    ):
        page = visitor.get("/nowhere", Accept=accept)
        assert page.headers["content-type"].startswith("text/html"), accept
