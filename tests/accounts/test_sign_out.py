"""Signing out ends the session at the server, not only in the browser."""

from collections.abc import Callable
from datetime import timedelta

from flask import Flask

from board import clock
from board.accounts import session_actions
from board.accounts.session_models import SignIn
from board.db import write_tx
from tests.builders import PASSWORD, People, Rows, Things
from tests.pages import Browser, Page

FORGET = '"cache", "storage"'


def forgets(page: Page) -> bool:
    """Whether the browser is told to forget what it keeps."""
    return page.headers.get("clear-site-data") == FORGET


def test_signing_out_leads_to_the_front_page(member: Browser) -> None:
    page = member.press("/me", "/logout")
    assert (page.status, page.location) == (303, "/")
    page = member.follow(page)
    assert page.message == "You are signed out."
    assert page.offers("/login")


def test_the_old_cookie_is_worth_nothing_afterwards(
    member: Browser, rows: Rows, people: People
) -> None:
    token, kept = member.token(), dict(member.cookies)
    member.press("/me", "/logout")
    member.cookies = kept
    assert member.get("/me").location.startswith("/login")
    assert not member.get("/").offers("/logout")
    before = rows.totals()
    page = member.send_form("/notifications", [("until", "3"), ("csrf_token", token)])
    assert (page.status, page.location) == (303, "/login?next=/notifications")
    assert rows.totals() == before


def test_what_a_signed_in_person_sees_is_kept_by_no_browser(
    member: Browser, visitor: Browser, things: Things
) -> None:
    for url in (
        "/me",
        "/",
        "/issues",
        f"/issues/{things.issue.id}",
        "/issues.csv",
        "/issues.atom",
        "/nowhere",
    ):
        assert member.get(url).headers["cache-control"] == "no-store", url
        assert visitor.get(url).headers["cache-control"] == "private, no-cache", url
    assert (
        member.post(f"/issues/{things.other.id}/second", htmx=True).headers[
            "cache-control"
        ]
        == "no-store"
    )
    for url in ("/static/board.css?v=1", "/accent.css?v=0d5c63"):
        assert member.get(url).headers["cache-control"].startswith("public")


def test_signing_out_tells_the_browser_to_forget_what_it_kept(member: Browser) -> None:
    assert forgets(member.press("/me", "/logout"))


def test_a_browser_whose_session_was_ended_elsewhere_forgets_once(
    app: Flask, member: Browser, people: People
) -> None:
    assert not forgets(member.get("/"))
    with app.app_context(), write_tx():
        session_actions.end_all_sessions(people.member.id)
    assert forgets(member.get("/issues"))
    assert not forgets(member.get("/issues"))


def test_whoever_signs_in_there_next_is_signed_in(
    app: Flask, member: Browser, people: People
) -> None:
    said = {"email": people.resident.email, "password": PASSWORD}
    with_token = said | {"csrf_token": member.token()}
    with app.app_context(), write_tx():
        session_actions.end_all_sessions(people.member.id)
    page = member.post("/login", with_token)
    assert page.status == 303
    assert forgets(page)
    assert not forgets(member.get("/me"))
    assert member.get("/me").status == 200


def test_what_was_written_waits_where_the_time_of_a_session_is_over(
    member: Browser,
) -> None:
    with clock.set_to(clock.now() + timedelta(days=31)):
        page = member.get("/issues")
        assert page.offers("/login")
        assert not forgets(page)


def test_other_browsers_of_the_same_person_stay_signed_in(
    browser: Callable[..., Browser], rows: Rows, people: People
) -> None:
    here, there = browser(people.member), browser(people.member)
    here.press("/me", "/logout")
    assert here.get("/me").status == 303
    assert there.get("/me").status == 200
    assert rows.count(SignIn, person_id=people.member.id, ended_at=None) == 1


def test_a_visitor_may_sign_out_too(visitor: Browser) -> None:
    assert visitor.post("/logout").status == 303
