"""The database does not answer: everybody is told so in plain words, and what was typed
is still there."""

from contextlib import ExitStack
from itertools import count

import pytest
from flask import Flask, request_finished
from sqlalchemy import event

from board.db import db
from board.errors import Away
from board.issues.models import Comment
from tests.builders import People, Rows, Things
from tests.pages import Browser
from tests.trouble.conftest import Trouble

AWAY = str(Away.title)


@pytest.mark.parametrize(
    "path", ["/", "/issues", "/issues/1", "/me", "/notifications", "/issues.csv"]
)
def test_everybody_reads_what_is_wrong(
    browsers: dict[str, Browser], things: Things, away: Trouble, path: str
) -> None:
    with away():
        for who, browser in browsers.items():
            page = browser.get(path)
            if who == "visitor" and path in ("/me", "/notifications"):
                assert page.status in (303, 503)
                continue
            assert (page.status, page.h1) == (503, AWAY), who
            assert page.headers["retry-after"]
            assert "/login" not in page.links, (
                "nobody is told to sign in who may be signed in"
            )


def test_a_page_that_is_not_there_is_still_told_as_such(
    browsers: dict[str, Browser], away: Trouble
) -> None:
    with away():
        for browser in browsers.values():
            page = browser.get("/nowhere")
            assert (page.status, page.h1) == (404, "We can't find that")


def test_a_form_that_is_too_big_or_has_no_token_is_told_as_such(
    member: Browser, things: Things, away: Trouble
) -> None:
    with away():
        assert (
            member.open(
                "POST",
                "/issues/1/comments",
                b"x" * (17 * 2**20),
                Content_Type="text/plain",
            ).status
            == 413
        )
        assert member.send_form("/issues/1/comments", [("body", "Hello")]).status == 400


def test_what_was_typed_is_shown_again_and_sent_by_one_press(
    member: Browser, rows: Rows, things: Things, away: Trouble
) -> None:
    words = "The lamp by the school is dark again,\nand nobody came."
    there = member.get(f"/issues/{things.issue.id}").form(
        f"/issues/{things.issue.id}/comments"
    )
    sent = there.filled({"body": words})
    with away():
        page = member.send_form(there.action, sent)
    assert (page.status, page.h1) == (503, AWAY)
    assert page.says("Try again", "Go back", "Go to the front page")
    again = page.form(there.action)
    assert "school is dark again" in page.value("body")
    assert member.send_form(again.action, again.fields).status == 303
    assert member.send_form(again.action, again.fields).status == 303, (
        "pressed twice it is one"
    )
    assert [comment.body for comment in rows.all(Comment)].count(words) == 1


def test_a_password_is_not_shown_again(
    visitor: Browser, people: People, away: Trouble
) -> None:
    visitor.token()
    with away():
        page = visitor.post(
            "/login", {"email": "member@example.org", "password": "three plain words"}
        )
    assert page.status == 503
    assert "three plain words" not in page.text
    assert page.value("email") == "member@example.org"


def test_a_part_of_a_page_leaves_the_page_as_it_is(
    member: Browser, things: Things, away: Trouble
) -> None:
    member.token()
    with away():
        page = member.post(
            f"/issues/{things.issue.id}/comments", {"body": "Hello"}, htmx=True
        )
    assert (page.status, page.headers["hx-reswap"]) == (503, "none")
    assert "#trouble" in page.text
    assert AWAY in page.message


@pytest.mark.parametrize("template", ["postgresql"], indirect=True)
def test_a_connection_that_dies_halfway_is_told_as_such(
    app: Flask, member: Browser, things: Things, away: Trouble
) -> None:
    """The person is known already; then the database goes."""
    with ExitStack() as gone:
        asked = count(1)

        def leave(*_: object) -> None:
            if next(asked) == 2:
                gone.enter_context(away())

        with app.app_context():
            event.listen(db.engine, "before_cursor_execute", leave)
            page = member.get(f"/issues/{things.issue.id}")
            event.remove(db.engine, "before_cursor_execute", leave)
    assert (page.status, page.h1) == (503, AWAY)
    assert member.get(f"/issues/{things.issue.id}").status == 200


@pytest.mark.parametrize("template", ["postgresql"], indirect=True)
def test_a_connection_that_dies_once_the_page_is_drawn_takes_nothing_from_it(
    app: Flask, member: Browser, things: Things, away: Trouble
) -> None:
    with ExitStack() as gone:

        def leave(*_: object, **_named: object) -> None:
            gone.enter_context(away())

        with request_finished.connected_to(leave, app):
            page = member.get(f"/issues/{things.issue.id}")
    assert page.status == 200
    assert member.get(f"/issues/{things.issue.id}").status == 200
