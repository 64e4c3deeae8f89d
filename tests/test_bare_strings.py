"""Every sentence can be translated: on a board in a language that nobody speaks (see
tests/pseudo.py), no word stands on any page, feed, calendar or mail but what people
wrote."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from board.db import db
from board.mail.models import Outbox
from tests.builders import Maker, People, Things
from tests.conftest import on_sqlite
from tests.pages import Browser, Page, over_wsgi
from tests.pseudo import (
    LONGER,
    Written,
    bare_in_calendar,
    bare_in_feed,
    bare_on,
    runs,
    teach,
)
from tests.test_crawl import Crawl

READ_BY = {
    "text/html": bare_on,
    "application/atom+xml": bare_in_feed,
    "text/calendar": bare_in_calendar,
}
# In which order what they do is done; an organiser's and an operator's is all of it.
WHO = ("visitor", "member", "organiser", "operator")
# The same in every language: places of regulators, files, and a code on paper.
SAME = ("ico.org.uk/make-a-complaint", "ofcom.org.uk/make-a-complaint")
SAME += ("instance/mail/", "/invited")
SAME += ("kaj",)  # the “and” of that language, between two names that stand apart
CODE = re.compile(r"\w{4}-\w{4}-\w{4}")


class Noting(Browser):
    """A browser that remembers all it was shown."""

    def __init__(self, app: Flask, cookie: str, token: str) -> None:
        super().__init__(over_wsgi(app), cookie, token)
        self.shown: list[tuple[str, Page]] = []

    def open(self, method: str, url: str, body: bytes = b"", **headers: str) -> Page:
        page = super().open(method, url, body, **headers)
        self.shown.append((f"{method} {url}", page))
        return page


@pytest.fixture
def app(app_with: Callable[..., Flask], tmp_path: Path) -> Flask:
    """A board that speaks only the language nobody speaks."""
    app = app_with(locales=LONGER)
    teach(app, tmp_path)
    return app


@pytest.mark.parametrize("who", WHO)
@on_sqlite
def test_whatever_one_reads_can_be_translated(
    app: Flask, make: Maker, people: People, things: Things, who: str
) -> None:
    person = people.by_name.get(who)
    cookie = make.cookie(person, remember=True) if person else ""
    browser = Noting(app, cookie, make.form_token(person) if person else "")
    written = Written(app)
    Crawl(browser).run()
    assert len(browser.shown) > 100
    written.read(app)
    bare = {
        run: what
        for what, page in browser.shown
        for run in bare_in(page)
        if not (written.is_theirs(run) or run in SAME or CODE.fullmatch(run))
    }
    assert bare == {}


def bare_in(page: Page) -> list[str]:
    """What stands outside of brackets in an answer that somebody reads."""
    kind = page.headers.get("content-type", "").partition(";")[0]
    is_read = kind in READ_BY and not 300 <= page.status < 400
    return READ_BY[kind](page.text) if is_read else []


@on_sqlite
def test_so_can_what_one_is_mailed(
    app: Flask, make: Maker, people: People, things: Things
) -> None:
    with app.app_context():
        before = set(db.session.scalars(select(Outbox.id)))
    browser = Noting(
        app, make.cookie(people.organiser), make.form_token(people.organiser)
    )
    written = Written(app)
    Crawl(browser).run()
    make.jobs()
    written.read(app)
    with app.app_context():
        mails = [
            mail for mail in db.session.scalars(select(Outbox)) if mail.id not in before
        ]
        assert len(mails) >= 5
        bare = {
            run: mail.key
            for mail in mails
            for run in runs(f"{mail.subject}\n{mail.text}")
            if not written.is_theirs(run)
        }
    assert bare == {}
