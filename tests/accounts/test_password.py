"""Changing one's password."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from board import clock
from board.accounts import security_actions
from board.config import HOME
from board.mail.models import Outbox
from tests.accounts.test_register import signs_in
from tests.builders import PASSWORD, Maker, People, Rows
from tests.pages import Browser

NEW = "quite another sentence"
MEMBER = "member@example.org"


def change(browser: Browser, present: str = PASSWORD, new: str = NEW) -> int:
    said = {"present": present, "password": new}
    return browser.fill("/me/security/password", said).status


def test_the_new_one_counts_and_the_old_one_does_not(
    member: Browser, visitor: Browser, people: People, rows: Rows
) -> None:
    assert change(member) == 303
    assert not signs_in(visitor, PASSWORD, MEMBER)
    assert signs_in(visitor, NEW, MEMBER)
    (letter,) = rows.all(Outbox)
    assert letter.to == MEMBER
    assert "Your password was changed." in letter.text
    assert "/password/forgot" in letter.text


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/login", ["current-password"]),
        ("/register", ["new-password"]),
        ("/me/security/password", ["current-password", "new-password"]),
        ("/me/delete", ["current-password"]),
    ],
)
def test_its_fields_hide_it_and_password_managers_may_fill_them(
    visitor: Browser, member: Browser, path: str, fields: list[str]
) -> None:
    page = (member if path.startswith("/me") else visitor).get(path)
    found = re.findall(r'<input[^>]*name="(?:password|present)"[^>]*>', page.text)
    assert [re.findall('autocomplete="([a-z-]+)"', field) for field in found] == [
        [name] for name in fields
    ]
    assert all('type="password"' in field for field in found)
    assert "paste" not in (HOME / "static/board.js").read_text()


def test_this_browser_stays_signed_in_and_the_others_do_not(
    member: Browser, browser: Callable[..., Browser], people: People
) -> None:
    other = browser(people.member)
    assert other.get("/me").status == 200
    change(member)
    assert member.get("/me").status == 200
    assert other.get("/me").location.startswith("/login")


def test_whoever_does_not_know_the_present_one_changes_nothing(
    member: Browser, visitor: Browser, people: People, rows: Rows
) -> None:
    page = member.fill("/me/security/password", {"present": "a guess", "password": NEW})
    assert page.status == 422
    assert page.errors["present"] == "That is not your password."
    assert signs_in(visitor, PASSWORD, MEMBER)
    assert rows.count(Outbox) == 0


def test_guessing_the_present_one_gets_slow_as_at_the_door(
    member: Browser, people: People
) -> None:
    assert [change(member, "a guess") for _ in range(6)] == [422] * 5 + [429]


def test_whoever_has_none_chooses_one_soon_after_signing_in(
    browser: Callable[..., Browser], visitor: Browser, people: People, make: Maker
) -> None:
    with make.writing():
        security_actions.set_password(make._here(people.member), "")
    now = clock.now()
    here = browser(people.member)
    with clock.set_to(now + timedelta(minutes=31)):
        page = here.fill("/me/security/password", {"password": NEW})
        assert page.status == 422
        assert page.says("Sign in by a mailed link again first.")
    with clock.set_to(now + timedelta(minutes=29)):
        assert change(here, "") == 303
    assert signs_in(visitor, NEW, MEMBER)


def test_it_may_be_typed_on_another_keyboard(
    member: Browser, visitor: Browser, people: People
) -> None:
    change(member, new="ｆｉne Ångström")
    assert signs_in(visitor, "fine A\u030angstro\u0308m", MEMBER)
