"""The worker that a browser runs beside the pages, and its page for when there is no
line."""

import json
import re
from collections.abc import Callable
from typing import Any

from flask import Flask

from board.assets import build
from tests.builders import People
from tests.conftest import Server, free_port, on_sqlite
from tests.pages import Browser, over_wsgi


def told(browser: Browser, path: str = "/sw.js") -> dict[str, Any]:
    """What the worker is told in its first line."""
    first = browser.get(path).text.partition("\n")[0]
    known: dict[str, Any] = json.loads(first.partition(" = ")[2].rstrip(";"))
    return known


def test_it_keeps_the_files_that_pages_need_by_their_content(visitor: Browser) -> None:
    known = told(visitor)
    assert (known["build"], known["prefix"]) == (build(), "")
    page = visitor.get("/issues").text
    needed = re.findall(r'(?:src|href|data-phone)="(/static/[^"#]+)"', page)
    assert len(needed) >= 5
    assert set(needed) <= set(known["files"])
    for file in known["files"]:
        assert visitor.get(file).status == 200
        assert "v=" in file or "vendor/" in file


def test_the_operators_colour_is_kept_too(
    app_with: Callable[..., Flask], people: People
) -> None:
    files = told(Browser(over_wsgi(app_with(accent="#7a1f5c"))))["files"]
    assert "/accent.css?v=7a1f5c" in files


def test_a_browser_asks_each_time_whether_there_is_another(visitor: Browser) -> None:
    page = visitor.get("/sw.js")
    assert page.headers["content-type"].startswith("text/javascript")
    assert page.headers["cache-control"] == "no-cache"
    again = visitor.get("/sw.js", **{"If-None-Match": page.headers["etag"]})
    assert (again.status, again.text) == (304, "")


def test_it_may_ask_the_board_and_nobody_else(visitor: Browser) -> None:
    policy = visitor.get("/sw.js").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; connect-src 'self'; base-uri 'none'")


def test_the_page_for_when_there_is_no_line_is_the_same_for_everybody(
    visitor: Browser, member: Browser
) -> None:
    page = member.get("/offline")
    assert page.h1 == "When there is no connection"
    assert page.text == visitor.get("/offline").text


@on_sqlite
def test_below_a_path_all_it_asks_for_lies_there(
    serve: Callable[..., Server], people: People
) -> None:
    port = free_port()
    server = serve(1, port=port, base_url=f"http://127.0.0.1:{port}/board")
    browser = server.browser()
    known = told(browser, "/board/sw.js")
    assert known["prefix"] == "/board"
    manifest = browser.get("/board/manifest.webmanifest").json
    icons = [icon["src"] for icon in manifest["icons"]]
    for at in [*known["files"], *icons]:
        assert at.startswith("/board/")
        assert browser.get(at).status == 200
    for name in ("id", "start_url", "scope"):
        assert manifest[name].startswith("/board/")
