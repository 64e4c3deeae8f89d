"""Signing in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from board import clock
from board.accounts.queries import token_hash
from board.accounts.session_models import SignIn
from tests.builders import PASSWORD, People, Rows
from tests.pages import Browser, over_wsgi

MEMBER = {"email": "member@example.org", "password": PASSWORD}
SENTENCE = (
    "That address and password do not belong together. You can also have a link mailed."
)


def test_the_right_password_opens_ones_week(visitor: Browser, people: People) -> None:
    page = visitor.fill("/login", MEMBER)
    assert (page.status, page.location) == (303, "/me")
    assert visitor.follow(page).says("Mo Malik")


@pytest.mark.parametrize("email", ["MEMBER@example.org", " member@EXAMPLE.org "])
def test_an_address_is_known_however_it_is_written(
    visitor: Browser, people: People, email: str
) -> None:
    assert visitor.fill("/login", MEMBER | {"email": email}).status == 303


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    visitor: Browser, people: People
) -> None:
    wrong = visitor.fill("/login", MEMBER | {"password": "three other words"})
    unknown = visitor.fill("/login", MEMBER | {"email": "nobody@example.org"})
    for page in (wrong, unknown):
        assert page.status == 422
        assert page.errors == {"password": SENTENCE}
        assert page.value("password") == ""
        assert visitor.get("/me").location.startswith("/login")
    assert wrong.value("email") == MEMBER["email"]
    assert wrong.text.replace(MEMBER["email"], "nobody@example.org").count(
        "<"
    ) == unknown.text.count("<")


def test_the_database_knows_no_session_but_its_hash(
    visitor: Browser, rows: Rows, people: People
) -> None:
    visitor.fill("/login", MEMBER)
    (row,) = rows.all(SignIn, person_id=people.member.id)
    assert len(row.token_hash) == 64
    assert row.token_hash not in str(visitor.cookies)
    assert row.token_hash != token_hash(row.token_hash)


def test_a_session_gets_a_fresh_cookie_and_ends_the_one_before(
    visitor: Browser, rows: Rows, people: People
) -> None:
    visitor.token()
    before = dict(visitor.cookies)
    visitor.fill("/login", MEMBER)
    first = dict(visitor.cookies)
    assert first != before
    visitor.fill("/login", {"email": "organiser@example.org", "password": PASSWORD})
    assert visitor.get("/me").says("Olu Okafor")
    visitor.cookies = first
    assert visitor.get("/me").status == 303
    assert rows.count(SignIn, person_id=people.member.id, ended_at=None) == 0


@pytest.mark.parametrize(("remember", "days"), [(None, 1), ("y", 30)])
def test_a_session_lasts_a_day_or_if_asked_a_month(
    visitor: Browser, people: People, remember: str | None, days: int
) -> None:
    page = visitor.fill("/login", MEMBER | {"remember": remember})
    cookie = next(line for line in page.cookies if line.startswith("board="))
    assert ("Expires=" in cookie) is bool(remember)
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    now = clock.now()
    # used again and again, as tests/accounts/test_sessions.py has it
    for part in (0.3, 0.6, 0.9):
        with clock.set_to(now + part * timedelta(days=days)):
            assert visitor.get("/me").status == 200
    with clock.set_to(now + timedelta(days=days) - timedelta(minutes=1)):
        assert visitor.get("/me").status == 200
    with clock.set_to(now + timedelta(days=days, minutes=1)):
        assert visitor.get("/me").status == 303


def test_over_https_the_cookie_is_bound_to_the_host(
    app_with: Callable[..., Flask], people: People
) -> None:
    browser = Browser(over_wsgi(app_with(base_url="https://board.example")))
    page = browser.fill("/login", MEMBER)
    cookie = next(line for line in page.cookies if "board=" in line)
    assert cookie.startswith("__Host-board=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert (
        browser.get("/me").headers["strict-transport-security"].startswith("max-age=")
    )


@pytest.mark.parametrize(
    "path", ["/tasks/1", "/issues/new?area=hodge-hill", "/areas/hodge-hill"]
)
def test_signing_in_leads_back_to_where_one_was(
    visitor: Browser, people: People, path: str
) -> None:
    page = visitor.get(f"/login?next={path}")
    assert page.value("next") == path
    form = page.form("/login")
    assert visitor.send_form("/login", form.filled(MEMBER)).location == path


ELSEWHERE = [
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "evil.example",
    "//evil.example\\@board.example",
    "/\r\nSet-Cookie: a=b",
    "",
]


@pytest.mark.parametrize("htmx", [False, True], ids=["plain", "htmx"])
def test_signing_in_never_leads_to_another_site(
    visitor: Browser, people: People, htmx: bool
) -> None:
    for target in ELSEWHERE:
        page = visitor.post("/login", MEMBER | {"next": target}, htmx=htmx)
        assert page.location == "/me", target
        assert "set-cookie: a=b" not in str(page.headers).lower()


def test_whoever_is_sent_to_sign_in_comes_back_to_the_page_they_wanted(
    visitor: Browser, people: People
) -> None:
    for wanted in ("/campaigns/new?area=ward-end", "/me", "/notifications"):
        sent = visitor.get(wanted)
        assert sent.status == 303
        page = visitor.follow(sent)
        assert (
            visitor.send_form("/login", page.form("/login").filled(MEMBER)).location
            == wanted
        )
        visitor.post("/logout")


def test_a_forged_cookie_is_nobody(visitor: Browser, people: People) -> None:
    for cookie in (
        "x",
        "eyJfdXNlcl9pZCI6IjEifQ.aaaaaa.bbbbbbbbbbbbbbbbbbbbbbbbbbb",
        "1",
        "a" * 4000,
    ):
        visitor.cookies["board"] = cookie
        assert visitor.get("/me").status == 303
        assert visitor.get("/").status == 200
