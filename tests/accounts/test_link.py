"""Signing in by a mailed link, without a password."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from board import clock
from board.accounts import actions as accounts
from board.accounts.models import Person
from board.accounts.session_models import SignIn, SignInLink
from board.mail.models import Outbox
from tests.accounts.test_throttle import from_address
from tests.builders import Maker, People, Rows
from tests.pages import Browser, at_once

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)


def mailed(rows: Rows, address: str = "/login/link") -> str:
    """The address in the newest mail."""
    found = re.search(
        rf"^http://127.0.0.1:8000({address}/\S+)$",
        rows.all(Outbox)[-1].text,
        re.MULTILINE,
    )
    assert found
    return found[1]


def test_who_asks_gets_a_mail_and_is_in_with_one_press(
    visitor: Browser, rows: Rows, people: People
) -> None:
    assert visitor.get("/login").offers("/login/link")
    page = visitor.follow(visitor.fill("/login/link", {"email": "Member@Example.org "}))
    assert page.h1 == "Check your e-mail"
    (mail,) = rows.all(Outbox)
    assert mail.to == "member@example.org"
    page = visitor.press(mailed(rows), mailed(rows))
    assert (page.status, page.location) == (303, "/me")
    assert visitor.get("/me").says("Mo Malik")


def test_the_answer_is_the_same_for_an_address_without_an_account(
    visitor: Browser, rows: Rows, people: People
) -> None:
    known, unknown = (
        visitor.fill("/login/link", {"email": f"{n}@example.org"})
        for n in ("member", "nobody")
    )
    assert (known.status, known.location, known.text) == (
        unknown.status,
        unknown.location,
        unknown.text,
    )
    to_known, to_unknown = rows.all(Outbox)
    assert (to_known.to, to_unknown.to) == ("member@example.org", "nobody@example.org")
    assert to_unknown.subject == "No account on Test Board yet"
    assert "/login/link/" not in to_unknown.text
    assert rows.count(SignInLink, person_id=people.member.id) == 1


def test_reading_a_link_uses_nothing_up_and_pressing_does(
    browser: Callable[..., Browser], visitor: Browser, rows: Rows, people: People
) -> None:
    visitor.fill("/login/link", {"email": "member@example.org"})
    link = mailed(rows)
    for _ in range(3):
        assert browser().get(link).status == 200
    assert rows.count(SignIn) == 0
    assert browser().press(link, link).status == 303
    late = browser()
    for page in (late.get(link), late.post(link)):
        assert page.status == 404
        assert page.says(
            "This link does not work any more", "it is too old.", "Mail me a new link"
        )
    assert rows.count(SignIn) == 1


def test_of_many_who_press_at_once_one_is_let_in(
    browser: Callable[..., Browser], rows: Rows, people: People
) -> None:
    browser().fill("/login/link", {"email": "member@example.org"})
    link, all_of_us = mailed(rows), [browser() for _ in range(4)]
    for one in all_of_us:
        one.token()
    pages = at_once(all_of_us, lambda one: one.post(link))
    assert sorted(page.status for page in pages) == [303, 404, 404, 404]


def test_a_link_is_good_for_30_minutes(
    visitor: Browser, rows: Rows, people: People
) -> None:
    with clock.set_to(NOON):
        visitor.fill("/login/link", {"email": "member@example.org"})
    with clock.set_to(NOON + timedelta(minutes=31)):
        assert visitor.post(mailed(rows)).status == 404


def test_only_a_hash_of_the_link_is_stored_beside_the_mail(
    visitor: Browser, rows: Rows, people: People
) -> None:
    visitor.fill("/login/link", {"email": "member@example.org"})
    token = mailed(rows).rpartition("/")[2]
    tables = {
        name: found for name, found in rows.everything().items() if name != "outbox"
    }
    assert token not in str(tables)
    assert token not in rows.all(Outbox)[0].key
    assert rows.count(SignInLink) == 1


def test_too_many_wishes_have_to_wait(
    app: Flask, visitor: Browser, rows: Rows, people: People
) -> None:
    with clock.set_to(NOON):
        for _ in range(5):
            assert (
                visitor.post("/login/link", {"email": "member@example.org"}).status
                == 303
            )
        page = visitor.post("/login/link", {"email": "member@example.org"})
        assert (page.status, page.headers["retry-after"]) == (429, "3600")
        assert page.says("Please wait 60 minutes")
        for number in range(15):
            assert (
                visitor.post(
                    "/login/link", {"email": f"nobody-{number}@example.org"}
                ).status
                == 303
            )
        assert visitor.post("/login/link", {"email": "new@example.org"}).status == 429
        assert (
            from_address(app, "::ffff:127.0.0.1")
            .post("/login/link", {"email": "new@example.org"})
            .status
            == 429
        )
        assert (
            from_address(app, "203.0.113.9")
            .post("/login/link", {"email": "new@example.org"})
            .status
            == 303
        )
        # It is another thing than guessing passwords.
        assert (
            visitor.post(
                "/login", {"email": "member@example.org", "password": "a wrong guess"}
            ).status
            == 422
        )
    assert rows.count(Outbox, to="member@example.org") == 5


@pytest.mark.parametrize("password", ["", " ", "nobody has this password", "x"])
def test_an_account_without_a_password_has_no_password(
    visitor: Browser, make: Maker, rows: Rows, people: People, password: str
) -> None:
    with make.writing():
        accounts.register("Nia Noor", "nia@example.org")
    assert rows.all(Person, email="nia@example.org")[0].password_hash == ""
    assert (
        visitor.post(
            "/login", {"email": "nia@example.org", "password": password}
        ).status
        == 422
    )
    visitor.fill("/login/link", {"email": "nia@example.org"})
    assert visitor.post(mailed(rows)).status == 303
    assert visitor.get("/me").says("Nia Noor")
