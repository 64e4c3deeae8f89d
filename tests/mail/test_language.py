"""A mail is in the language of whoever reads it."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy import literal, select, union_all

from board.accounts import actions as accounts
from board.db import db, write_tx
from board.drawing import exact, locale
from board.mail.actions import queue, queue_each
from board.mail.models import Outbox
from tests.builders import PASSWORD, Maker, People, Rows, Things
from tests.moderation.acts import decide, flag, the_case
from tests.notifications.test_mails import NOON, write
from tests.pages import Browser
from tests.pseudo import LEFT, LONGER, pseudo, teach

TO = "nia@example.org"  # who has no account


@pytest.fixture
def app(app_with: Callable[..., Flask], tmp_path: Path) -> Flask:
    """A board that speaks English, and a language that nobody speaks."""
    app = app_with(locales=f"en,{LONGER}")
    teach(app, tmp_path)
    return app


def choose(app: Flask, person: object, code: str) -> None:
    """The person reads in it from now on."""
    with app.app_context(), write_tx():
        accounts.choose_language(person, code)  # type: ignore[arg-type]


def mails_to(app: Flask, address: str) -> list[Outbox]:
    """What was written to them, the newest first."""
    with app.app_context():
        mine = select(Outbox).where(Outbox.to == address).order_by(Outbox.id.desc())
        return list(db.session.scalars(mine))


def test_what_is_written_later_is_in_the_language_of_who_gets_it(
    app: Flask, make: Maker, people: People, things: Things
) -> None:
    choose(app, people.member, LONGER)
    make.claim(things.task, people.member)
    make.mails()
    newest = mails_to(app, people.member.email)[0]
    assert LEFT in newest.subject
    assert LEFT in newest.text


def test_of_several_who_are_mailed_at_once_each_reads_their_own(
    app: Flask, people: People
) -> None:
    choose(app, people.member, LONGER)
    choose(app, people.resident, "en")
    addresses = [people.member.email, people.resident.email, "nobody@example.org"]
    with app.test_request_context("/"), write_tx():
        each = [select(literal(f"key {to}"), literal(to)) for to in addresses]
        words = LazyString(_, "You are signed in.")
        queue_each(union_all(*each), "security", words=words)
    member, resident, nobody = (mails_to(app, to)[0] for to in addresses)
    assert "You are" not in member.text + member.subject + member.html
    assert f'lang="{LONGER}"' in member.html
    assert "You are signed in." in resident.text
    assert LEFT not in resident.text + resident.subject + nobody.text


def test_whoever_has_no_account_reads_what_they_wrote_in(
    app: Flask, people: People
) -> None:
    headers = {"Accept-Language": LONGER}
    with app.test_request_context("/", headers=headers), write_tx():
        queue("new@example.org", "no_account", "a key")
        queue(people.resident.email, "no_account", "another")
        assert locale() == LONGER
    assert LEFT in mails_to(app, "new@example.org")[0].text
    assert LEFT not in mails_to(app, people.resident.email)[0].text


def test_news_of_an_evening_are_told_to_each_in_their_language(
    app: Flask, make: Maker, people: People, things: Things
) -> None:
    for person, code in ((people.member, LONGER), (people.resident, "en")):
        choose(app, person, code)
        make.follow(f"issue-{things.other.id}", person)
    write(app, at=NOON)
    make.comment(things.other, people.organiser, "Said by somebody.")
    write(app)
    mine, theirs = (
        mails_to(app, person.email)[0] for person in (people.member, people.resident)
    )
    assert LEFT in mine.subject
    assert LEFT in mine.text
    assert LEFT not in theirs.subject + theirs.text


def test_after_a_mail_to_somebody_else_the_page_goes_on_in_ones_own(
    app: Flask, people: People, browser: Callable[..., Browser]
) -> None:
    with app.test_request_context("/", headers={"Accept-Language": LONGER}):
        before = exact(people.member.created_at), _("Save")
        with write_tx():
            queue(people.member.email, "no_account", "a key")
        assert (exact(people.member.created_at), _("Save")) == before
        assert LEFT in _("Save")


def test_what_is_answered_later_is_in_the_language_it_was_asked_in(
    app: Flask, visitor: Browser, operator: Browser, rows: Rows
) -> None:
    visitor.post("/language", {"locale": LONGER})
    said = {"about": "data", "what": "My number is in a post.", "email": TO}
    assert visitor.fill("/complaints", said).status == 303
    answer = {"decision": "partly", "words": "We took it out."}
    assert operator.fill("/operator/complaints/1", answer).status == 303
    newest, first = mails_to(app, TO)
    assert '<blockquote lang="en">We took it out.' in newest.html
    assert LEFT in newest.subject + newest.text
    assert "in part" not in newest.text
    assert LEFT in first.subject


def test_so_is_what_came_of_a_flag(
    app: Flask, visitor: Browser, organiser: Browser, rows: Rows, things: Things
) -> None:
    visitor.post("/language", {"locale": LONGER})
    flag(visitor, "issue", things.other, email=TO)
    (link,) = (line for line in mails_to(app, TO)[0].text.split() if "/flag/" in line)
    assert visitor.fill(urlsplit(link).path, {}).status == 303
    decide(organiser, the_case(rows), "hide")
    newest = mails_to(app, TO)[0]
    assert LEFT in newest.subject + newest.text
    assert "did something" not in newest.text


def test_a_former_resident_is_called_so_in_the_language_of_whoever_reads_it(
    app: Flask, member: Browser, organiser: Browser, people: People, things: Things
) -> None:
    choose(app, people.member, LONGER)
    gone = {"present": PASSWORD, "posts": "stay", "comments": "stay"}
    assert member.fill("/me/delete", gone).status == 303
    at = f"/issues/{things.other.id}"
    assert "A former resident" in organiser.get(at).text
    choose(app, people.organiser, LONGER)
    page = organiser.get(at).text
    assert "A former resident" not in page
    assert pseudo("A former resident") in page
