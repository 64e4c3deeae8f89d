"""Signing out ends the session at the server, not only in the browser."""

from collections.abc import Callable

from board.accounts.session_models import SignIn
from tests.builders import People, Rows, Things
from tests.pages import Browser


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
    assert (
        member.press("/me", "/logout").headers["clear-site-data"]
        == '"cache", "storage"'
    )


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
