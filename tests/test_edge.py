"""Where the board meets the world: headers, the names it is asked by, what browsers and
researchers tell it, and what nobody may see of it."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psutil
import pytest
from flask import Flask

from board import clock
from board.config import Settings
from board.serving.asgi import Application
from board.settings_read import load
from board.site.models import Blocked
from tests.builders import PASSWORD, People, Rows, Things
from tests.conftest import Server, on_sqlite
from tests.live.asking import request, serving
from tests.markup import check
from tests.pages import Browser, over_wsgi

HTTPS = "https://board.example.org"
SECRETS = ("5ec2e7", "not-to-be-seen", "password_hash", "BOARD_SECRET_KEY")
pytestmark = on_sqlite


@pytest.mark.parametrize(
    "path", ["/", "/nowhere", "/login", "/issues.atom", "/robots.txt"]
)
def test_every_answer_says_what_a_browser_may_do_with_it(
    visitor: Browser, people: People, path: str
) -> None:
    page = visitor.get(path)
    said = page.headers
    assert said["x-content-type-options"] == "nosniff"
    assert said["cross-origin-resource-policy"] == "same-origin"
    policy = said["content-security-policy"]
    for rule in ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert rule in policy
    assert "unsafe" not in policy
    if said["content-type"].startswith("text/html"):
        for rule in ("object-src 'none'", "form-action 'self'"):
            assert rule in policy
        assert "report-uri /csp-report" in policy
        assert said["referrer-policy"] == "same-origin"
        assert said["cross-origin-opener-policy"] == "same-origin"
        assert "camera=()" in said["permissions-policy"]


@pytest.mark.parametrize(
    ("url", "hsts", "said"),
    [
        ("http://board.example.org", "host", ""),
        (HTTPS, "host", "max-age=31536000"),
        (HTTPS, "subdomains", "max-age=31536000; includeSubDomains"),
    ],
)
def test_over_https_browsers_are_told_to_stay_there(
    app_with: Callable[..., Flask], url: str, hsts: str, said: str, people: People
) -> None:
    browser = Browser(over_wsgi(app_with(base_url=url, hsts=hsts)))
    assert browser.get("/").headers.get("strict-transport-security", "") == said


def test_cookies_are_kept_from_scripts_and_from_other_sites(
    app_with: Callable[..., Flask], people: People
) -> None:
    browser = Browser(over_wsgi(app_with(base_url=HTTPS)))
    said = {"email": "member@example.org", "password": PASSWORD}
    browser.token()
    page = browser.fill("/login", said)
    assert page.status == 303
    look = browser.fill("/appearance", {"theme": "dark"})
    assert 'data-theme="dark"' in browser.get("/").text
    assert [len(page.cookies), len(look.cookies)] == [1, 1]
    for line in page.cookies + look.cookies:
        assert line.startswith("__Host-")
        assert {"HttpOnly", "Secure", "SameSite=Lax", "Path=/"} <= set(line.split("; "))


@pytest.mark.parametrize("method", ["TRACE", "CONNECT", "DELETE", "PUT"])
def test_what_nobody_needs_to_do_is_refused(
    visitor: Browser, people: People, method: str
) -> None:
    assert visitor.open(method, "/").status == 405


def named(settings: Settings, url: str) -> Settings:
    """As if somebody had set the address."""
    sources = {**settings.sources, "base_url": "environment"}
    return replace(settings, base_url=url, sources=sources)


def test_another_name_than_ours_is_refused_in_words(
    app_for: Callable[[Settings], Flask], settings: Settings, people: People
) -> None:
    served = Application(app_for(named(settings, HTTPS)))

    async def work() -> None:
        for host in ("board.example.org", "BOARD.example.org:443", "127.0.0.1:8000"):
            assert (await request(served, "/", {"host": host})).status == 200
        for host in ("evil.example", "board.example.org.evil.example", "a, b"):
            answer = await request(served, "/", {"host": host})
            assert answer.status == 400
            assert "not found by that name" in answer.text
            assert "evil" not in answer.text
            assert "base-uri 'none'" in answer.headers["content-security-policy"]
        answer = await request(served, "/healthz", {"host": "10.0.0.7"})
        assert answer.status in (200, 503), "a watcher may ask by number"

    serving(served, work)


def test_where_nobody_said_a_name_any_will_do(settings: Settings) -> None:
    assert load({"BOARD_INSTANCE": settings.instance}).hosts == frozenset()


def test_security_txt_is_always_valid(
    visitor: Browser, app_with: Callable[..., Flask]
) -> None:
    for later in (timedelta(0), timedelta(days=400)):
        with clock.set_to(clock.now() + later):
            page = visitor.get("/.well-known/security.txt")
            lines = dict(line.split(": ", 1) for line in page.text.splitlines())
            assert page.headers["content-type"].startswith("text/plain")
            assert lines["Expires"] > f"{clock.now() + timedelta(days=30):%Y-%m-%dT}"
            assert lines["Contact"].startswith("http")
    mail = "mailto:safe@example.org"
    browser = Browser(over_wsgi(app_with(security_contact=mail)))
    assert f"Contact: {mail}\n" in browser.get("/.well-known/security.txt").text


def report(browser: Browser, body: bytes, kind: str = "application/csp-report") -> int:
    return browser.open("POST", "/csp-report", body, Content_Type=kind).status


def test_what_browsers_block_is_counted_by_rule_and_shown_to_operators(
    visitor: Browser, operator: Browser, rows: Rows
) -> None:
    said = {
        "document-uri": "https://x/?token=secret",
        "violated-directive": "img-src x",
    }
    assert report(visitor, json.dumps({"csp-report": said}).encode()) == 204
    new = [{"type": "csp-violation", "body": {"effectiveDirective": "img-src"}}]
    assert report(visitor, json.dumps(new).encode(), "application/reports+json") == 204
    odd = {"csp-report": {"effective-directive": "<script>"}}
    assert report(visitor, json.dumps(odd).encode()) == 204
    counts = {row.directive: row.count for row in rows.all(Blocked)}
    assert counts == {"img-src": 2, "other": 1}
    assert "secret" not in str(rows.everything())
    page = operator.get("/operator/blocked")
    assert page.says("img-src", "2 reports")
    check(page)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"[[]]",
        b'"x"',
        b"null",
        b'{"csp-report": 1}',
        b"[" * 7000,
        b'{"csp-report": {"effective-directive": " "}}',
        b"x" * 9000,
        b"\xff\xfe",
    ],
)
def test_a_report_that_is_none_is_counted_nowhere(
    visitor: Browser, rows: Rows, body: bytes, people: People
) -> None:
    assert report(visitor, body) == 204
    assert rows.count(Blocked) == 0


def test_one_network_reports_only_so_much(
    visitor: Browser, rows: Rows, people: People
) -> None:
    body = json.dumps({"csp-report": {"effective-directive": "img-src"}}).encode()
    answers = [report(visitor, body) for _ in range(35)]
    assert answers.count(204) == 30
    assert rows.all(Blocked)[0].count == 30


def test_no_secret_stands_in_a_page_an_error_or_the_list_of_processes(
    serve: Callable[..., Server], tmp_path: Path, people: People, things: Things
) -> None:
    server = serve(
        workers=1,
        secret_key="not-to-be-seen-1",
        mail_url="smtp://us:not-to-be-seen-2@127.0.0.1:9",
        backup_passphrase="not-to-be-seen-3",
    )
    operator = server.browser()
    for path in ("/", "/nowhere", "/about", "/readyz", "/login", "/operator"):
        text = operator.get(path).text
        assert not [secret for secret in SECRETS if secret in text]
    program = psutil.Process(server.process.pid)
    for process in (program, *program.children(recursive=True)):
        words = Path(f"/proc/{process.pid}/cmdline").read_bytes().decode()
        assert "not-to-be-seen" not in words
        about = Path(f"/proc/{process.pid}").stat()
        environment = Path(f"/proc/{process.pid}/environ").stat()
        assert environment.st_mode & 0o077 == 0, "only its owner reads it"
        assert about.st_uid == environment.st_uid
