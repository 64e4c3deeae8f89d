"""What was typed is there again after a lost session, a form that was open too long, or
somebody who was first."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from board import clock
from board.db import db, write_tx
from board.issues.models import Comment, Issue
from board.jobs.run import run_all
from board.photos.models import Photo
from board.unsent import queries
from board.unsent.models import UnsentText
from tests.builders import PASSWORD, Maker, People, Rows, Things
from tests.conftest import on_sqlite
from tests.markup import check
from tests.pages import Browser, Page
from tests.photos.test_add import addresses, pictures

NOTE = "We kept what you typed. Check it and send it."
KEPT = "What you typed is kept for an hour. Go back, check it and send it again."
SAID = "A long text, thought about for an hour."
# where the form stands, where it goes if elsewhere, and what is typed into it
FORMS = {
    "comment": ("/issues/{issue}", "/issues/{issue}/comments", {"body": SAID}),
    "edit of a post": (
        "/issues/{issue}/edit",
        "",
        {"title": "Another title", "body": SAID},
    ),
    "personal details": ("/issues/{issue}/purge", "", {"title": "Lamp", "body": SAID}),
    "state": ("/issues/{issue}/state", "", {"state": "done", "reason": SAID}),
    "next step": ("/issues/{issue}/next", "", {"what": SAID, "who": "Olu"}),
    "campaign": ("/campaigns/new", "", {"title": "Lamps now", "goal": SAID}),
    "edit of a campaign": ("/campaigns/{campaign}/edit", "", {"goal": SAID}),
    "stage": ("/campaigns/{campaign}/stage", "", {"note": SAID}),
    "debrief": ("/campaigns/{campaign}/debrief", "", {"how": SAID, "thanks": "Ann"}),
    "news": ("/campaigns/{campaign}/updates", "", {"title": "News", "body": SAID}),
    "partner": (
        "/campaigns/{campaign}/partners",
        "",
        {"name": "The hall", "does": SAID},
    ),
    "promise": (
        "/campaigns/{campaign}/promises",
        "",
        {"who": "Ann Hill", "what": SAID},
    ),
    "contact": (
        "/campaigns/{campaign}/contacts",
        "",
        {"name": "Ann Hill", "notes": SAID},
    ),
    "sign-ups": (
        "/campaigns/{campaign}/sign-ups",
        "",
        {"lines": "Nia Jones, nia@example.org, 12 Larch Road, yes"},
    ),
    "task": (
        "/campaigns/{campaign}/tasks/new",
        "",
        {"title": "Count", "details": SAID},
    ),
    "edit of a task": ("/tasks/{task}/edit", "", {"details": SAID}),
    "event": ("/events/new", "", {"title": "Meeting", "details": SAID}),
    "edit of an event": ("/events/{event}/edit", "", {"details": SAID}),
    "word to who takes it on": (
        "/tasks/{shift}",
        "/tasks/{shift}/release",
        {"note": SAID},
    ),
    "place given to a neighbour": (
        "/tasks/{task}",
        "/tasks/{task}/claim_for",
        {"name": "Ann Hill of Larch Road"},
    ),
    "calling off": ("/tasks/{task}/cancel", "", {"reason": SAID}),
    "calling off an event": ("/events/{event}/cancel", "", {"reason": SAID}),
    "register": ("/events/{event}/register", "", {"newcomers": "Ann Hill"}),
    "shape around home": (
        "/me/follows",
        "/me/follows/shape",
        {"name": "Home", "corners": "52.4 -1.8, 52.5 -1.8"},
    ),
    "settled promise": (
        "/campaigns/{campaign}/promises/{promise}/settle",
        "",
        {"note": SAID},
    ),
    "pledge": ("/campaigns/{campaign}/pledges", "", {"who": "Ann Hill", "what": SAID}),
    "merge": ("/issues/{issue}/merge", "", {"reason": SAID}),
    "category": (
        "/areas/hodge-hill/categories",
        "",
        {"name": "Allotments", "hint": SAID},
    ),
}


def lose(browser: Browser) -> None:
    """The session is over: the browser has its cookie no more."""
    browser.cookies.pop("board")
    browser._token = ""


def sign_in(browser: Browser, page: Page, email: str = "organiser@example.org") -> Page:
    """Sign in where the page sends one, and go where that leads."""
    assert (page.status, page.location.partition("?")[0]) == (303, "/login")
    said = browser.fill(
        page.location, {"email": email, "password": PASSWORD}, action="/login"
    )
    assert said.status == 303, said
    return browser.follow(said)


@on_sqlite
@pytest.mark.parametrize("what", FORMS)
def test_what_was_typed_is_there_after_signing_in_again(
    operator: Browser, make: Maker, people: People, things: Things, what: str
) -> None:
    make.claim(things.shift, people.operator)
    ids = {
        name: getattr(things, name).id
        for name in ("issue", "campaign", "task", "event", "shift", "promise")
    }
    at, action, said = FORMS[what]
    at = at.format(**ids)
    action = action.format(**ids) or at
    fields = operator.get(at).form(action).filled(said)
    lose(operator)
    page = sign_in(operator, operator.send_form(action, fields), "operator@example.org")
    assert page.status == 200
    assert page.says(NOTE)
    check(page)
    shown = dict(page.form(action).fields)
    assert {name: shown[name] for name in said} == said


@pytest.fixture
def lost(member: Browser, things: Things) -> Page:
    """The member's comment, sent when the session was over."""
    at = f"/issues/{things.issue.id}"
    form = member.get(at).form(f"{at}/comments")
    lose(member)
    return member.send_files(
        form.action,
        [p for p in form.filled({"body": SAID}) if p[0] != "photos"],
        pictures(2),
    )


def test_once_it_is_sent_it_is_gone(
    member: Browser, things: Things, rows: Rows, lost: Page
) -> None:
    at = f"/issues/{things.issue.id}"
    page = sign_in(member, lost, "member@example.org")
    assert len(addresses(page)) == 2
    assert all(member.get(address).status == 200 for address in addresses(page))
    form = page.form(f"{at}/comments")
    page = member.send_form(
        form.action, [pair for pair in form.fields if pair != ("photos", "")]
    )
    assert page.status == 303, page
    assert rows.all(Comment)[-1].body == SAID
    assert rows.count(Photo) == 2
    assert rows.count(UnsentText) == 0
    assert not member.get(at).says(NOTE)


def test_a_form_sent_by_htmx_is_kept_too(member: Browser, things: Things) -> None:
    at = f"/issues/{things.issue.id}"
    fields = member.get(at).form(f"{at}/comments").filled({"body": SAID})
    lose(member)
    page = member.send_form(f"{at}/comments", fields, htmx=True)
    assert (page.status, page.location) == (401, f"/login?next={at}")
    member.fill(
        page.location,
        {"email": "member@example.org", "password": PASSWORD},
        action="/login",
    )
    assert member.get(at).value("body") == SAID


def test_nobody_else_is_shown_it(
    member: Browser,
    visitor: Browser,
    resident: Browser,
    things: Things,
    rows: Rows,
    lost: Page,
) -> None:
    at = f"/issues/{things.issue.id}"
    for other in (visitor, resident):
        assert SAID not in other.get(at).text
    (kept,) = rows.all(UnsentText)
    assert member.cookies["unsent"] not in repr(vars(kept))
    assert "csrf_token" not in repr(vars(kept))


def test_what_somebody_signed_in_typed_is_not_shown_to_who_signs_in_next(
    app: Flask, member: Browser, things: Things, people: People
) -> None:
    at = f"/issues/{things.issue.id}"
    fields = member.get(at).form(f"{at}/comments").filled({"body": SAID})
    with app.test_request_context(), write_tx():
        db.session.execute(db.text("UPDATE sign_in SET ended_at = expires_at"))
    page = member.send_form(f"{at}/comments", fields)
    page = sign_in(member, page, "resident@example.org")
    assert page.status == 200
    assert SAID not in page.text
    member.press(at, "/logout")
    page = member.fill("/login", {"email": "member@example.org", "password": PASSWORD})
    assert SAID not in member.get(at).text, "who signs out leaves nothing behind"


def test_after_an_hour_it_is_gone(
    app: Flask, member: Browser, things: Things, rows: Rows, lost: Page
) -> None:
    with clock.set_to(clock.now() + timedelta(hours=1, minutes=1)):
        assert SAID not in sign_in(member, lost, "member@example.org").text
        with app.app_context():
            assert run_all()["unsent"] == 1
    assert rows.count(UnsentText) == 0


def test_a_form_whose_token_is_no_good_says_that_it_is_kept(
    member: Browser, things: Things
) -> None:
    at = f"/issues/{things.issue.id}"
    page = member.send_form(f"{at}/comments", [("body", SAID), ("csrf_token", "old")])
    assert page.status == 400
    assert page.says(KEPT)
    assert at in page.links
    assert member.get(at).value("body") == SAID


def test_nothing_is_kept_of_what_another_site_sends(
    visitor: Browser, things: Things, rows: Rows
) -> None:
    fields = [("body", SAID)]
    page = visitor.send_form(
        f"/issues/{things.issue.id}/comments", fields, Origin="https://evil.example"
    )
    assert page.status == 303
    assert rows.count(UnsentText) == 0


@pytest.mark.parametrize("field", ["password", "password_again"])
def test_no_form_with_a_password_is_kept(
    visitor: Browser, rows: Rows, people: People, field: str
) -> None:
    page = visitor.send_form("/login", [("email", "a b"), (field, "three plain words")])
    assert page.status == 400
    assert rows.count(UnsentText) == 0


def test_a_press_of_a_button_keeps_nothing(
    visitor: Browser, things: Things, rows: Rows
) -> None:
    page = visitor.send_form(
        f"/issues/{things.issue.id}/second", [("from", "similar"), ("shown", "1,2")]
    )
    assert page.status == 303
    assert not page.cookies
    assert rows.count(UnsentText) == 0


def test_a_network_keeps_no_more_than_fifty(
    browser: Callable[..., Browser], things: Things, rows: Rows, monkeypatch: Any
) -> None:
    monkeypatch.setattr(queries, "PER_NETWORK", 3)
    for _ in range(5):
        assert (
            browser()
            .send_form(f"/issues/{things.issue.id}/comments", [("body", SAID)])
            .status
            == 303
        )
    assert rows.count(UnsentText) == 3


def test_what_nobody_may_say_there_any_more_can_be_copied(
    browsers: dict[str, Browser], things: Things, rows: Rows
) -> None:
    at = f"/issues/{things.issue.id}/edit"
    fields = browsers["resident"].get(at).form(at).filled({"body": SAID})
    late = rows.get(Issue, things.issue.id).edit_until
    with clock.set_to(late):
        page = browsers["resident"].send_form(at, fields)
    assert page.status == 403
    check(page)
    assert page.says("What you typed, for you to copy", SAID)
