"""Another program keeps the database for itself: nobody waits long, and nothing typed
is lost."""

import time
from collections.abc import Callable

import pytest
from flask import Flask

from board.accounts import leaving_views
from board.accounts.session_models import SignIn
from board.db import db
from board.db import engine as database
from board.issues.models import Comment
from tests.builders import People, Rows, Things
from tests.conftest import Server
from tests.pages import Browser, Page, at_once
from tests.trouble.conftest import Trouble


def test_six_who_write_at_once_are_told_within_the_time_one_may_wait(
    serve: Callable[..., Server],
    people: People,
    things: Things,
    rows: Rows,
    kept: Trouble,
) -> None:
    server = serve(workers=1, limits="off")
    browsers = [server.browser(people.member) for _ in range(6)]
    for browser in browsers:
        browser.token()

    def comment(browser: Browser) -> tuple[Page, float]:
        began = time.monotonic()
        page = browser.post(
            f"/issues/{things.issue.id}/comments", {"body": "Well said"}
        )
        return page, time.monotonic() - began

    with kept():
        answers = at_once(browsers, comment)
    assert {page.status for page, _ in answers} == {503}
    assert max(seconds for _, seconds in answers) < 7
    assert {page.headers["retry-after"] for page, _ in answers} == {"5"}
    assert {page.value("body") for page, _ in answers} == {"Well said"}
    assert {page.h1 for page, _ in answers} == {"Very busy just now"}, (
        "the database is there"
    )
    before = rows.count(Comment)
    assert comment(browsers[0])[0].status == 303
    assert rows.count(Comment) == before + 1


def test_signing_out_works_all_the_same(
    app: Flask,
    member: Browser,
    people: People,
    rows: Rows,
    kept: Trouble,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(database, "WAIT", 0.5)
    monkeypatch.setattr(leaving_views, "AGAIN", 0.2)
    with app.app_context():
        db.engine.dispose()  # PostgreSQL is told with each connection
    with kept():
        page = member.press("/me", "/logout")
        assert page.status == 303
        page = member.follow(page)
        assert "signed out on this device" in page.message
        assert not page.offers("/logout")
    until = time.monotonic() + 20
    while rows.count(SignIn, person_id=people.member.id, ended_at=None):
        assert time.monotonic() < until, "the session was never ended"
        time.sleep(0.1)
