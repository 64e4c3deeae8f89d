"""Making an account: nobody has one before the mailbox has answered."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from board import clock
from board.accounts import verbs
from board.accounts.models import Person
from board.accounts.session_models import SignIn
from board.activity.models import Activity, Follow
from board.areas.models import Membership
from board.home.models import UnconfirmedAccount
from board.mail.models import Outbox
from board.policy import Role
from tests.accounts.test_link import mailed
from tests.builders import PASSWORD, People, Rows
from tests.pages import Browser, Page, at_once, over_wsgi

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)
NIA = {
    "name": "Nia Noor",
    "email": "nia@example.org",
    "password": PASSWORD,
    "area": "hodge-hill",
}
MEMBER = NIA | {"email": "Member@example.org"}
Opens = Callable[..., Browser]


def register(visitor: Browser, rows: Rows, said: dict[str, str] = NIA) -> str:
    """Ask for an account; the address in the mail that comes."""
    assert visitor.fill("/register", said).location == "/register/check"
    return mailed(rows, "/register/confirm")


def signs_in(browser: Browser, password: str, email: str = NIA["email"]) -> bool:
    """Whether the password is that of the account."""
    return browser.fill("/login", {"email": email, "password": password}).status == 303


def test_whoever_presses_the_mailed_link_is_signed_in_and_lives_where_they_said(
    visitor: Browser, rows: Rows, people: People
) -> None:
    page = visitor.follow(visitor.fill("/register", NIA))
    assert page.h1 == "Check your e-mail"
    assert visitor.get("/me").location.startswith("/login")
    assert rows.count(Person, email="nia@example.org") == 0
    assert rows.all(Outbox)[0].to == "nia@example.org"
    link = mailed(rows, "/register/confirm")
    assert visitor.get(link).says(
        "Nia Noor, one press and you are in.", "Your password is the one you chose."
    )
    page = visitor.press(link, link)
    assert (page.status, page.location) == (303, "/me")
    page = visitor.follow(page)
    assert page.says("Nia Noor", "Hodge Hill", "resident")
    assert page.message.startswith("Welcome.")
    (nia,) = rows.all(Person, email="nia@example.org")
    (home,) = rows.all(Membership, person_id=nia.id)
    assert (home.area_id, home.role) == (people.hodge_hill.id, Role.RESIDENT)
    assert (
        rows.count(Follow, person_id=nia.id, topic=f"area-{people.hodge_hill.id}") == 1
    )
    assert rows.count(Activity, verb=verbs.REGISTERED, actor_id=nia.id) == 1
    assert rows.count(UnconfirmedAccount) == 0


def test_nobody_has_to_say_where_they_live(
    visitor: Browser, rows: Rows, people: People
) -> None:
    link = register(visitor, rows, NIA | {"area": "none"})
    visitor.press(link, link)
    (nia,) = rows.all(Person, email="nia@example.org")
    assert rows.count(Membership, person_id=nia.id) == 0


def test_reading_the_link_makes_no_account(
    visitor: Browser, rows: Rows, people: People
) -> None:
    link = register(visitor, rows)
    before = rows.everything()
    assert visitor.get(link).status == 200
    assert rows.everything() == before


def test_the_password_is_stored_as_a_hash_only(
    visitor: Browser, rows: Rows, people: People
) -> None:
    link = register(visitor, rows)
    assert PASSWORD not in str(rows.everything())
    visitor.press(link, link)
    assert rows.all(Person, email="nia@example.org")[0].password_hash.startswith(
        "$argon2id$"
    )
    assert PASSWORD not in str(rows.everything())


def answers(browser: Browser, said: dict[str, str]) -> list[object]:
    """All that the browser is told when the form is sent, but for what the session's
    cookie holds."""
    asked = browser.fill("/register", said)
    next_page = browser.follow(asked)
    return [
        (page.status, page.text, _but_the_cookie(page)) for page in (asked, next_page)
    ]


def _but_the_cookie(page: Page) -> dict[str, str]:
    cookies = page.headers.get("set-cookie", "")
    return page.headers | {
        "set-cookie": cookies.partition("=")[0] + cookies.partition(";")[2]
    }


@pytest.mark.parametrize("mail_url", ["", "smtp://127.0.0.1:1"])
def test_the_answer_is_the_same_whether_the_address_has_an_account_or_not(
    app_with: Callable[..., Flask], rows: Rows, people: People, mail_url: str
) -> None:
    new, known = (Browser(over_wsgi(app_with(mail_url=mail_url))) for _ in range(2))
    assert answers(new, NIA) == answers(known, MEMBER)
    assert new.cookies.keys() == known.cookies.keys()
    assert new.get("/register/check").says("a file in the folder instance/mail/") == (
        not mail_url
    )


def test_an_address_that_has_an_account_gets_a_way_in_and_keeps_its_password(
    visitor: Browser, browser: Opens, rows: Rows, people: People
) -> None:
    visitor.fill("/register", MEMBER | {"password": "a word of a stranger"})
    (mail,) = rows.all(Outbox)
    assert (mail.to, mail.subject) == (
        "member@example.org",
        "You have an account on Test Board",
    )
    link = mailed(rows)
    assert visitor.press(link, link).status == 303
    assert visitor.get("/me").says("Mo Malik")
    assert signs_in(browser(), PASSWORD, MEMBER["email"])
    assert not signs_in(browser(), "a word of a stranger", MEMBER["email"])


def test_elsewhere_the_account_begins_without_a_password(
    visitor: Browser, browser: Opens, rows: Rows, people: People
) -> None:
    link, phone = register(visitor, rows), browser()
    assert phone.get(link).says(
        "You have none yet", "you sign in by links we mail to you"
    )
    assert phone.press(link, link).location == "/me"
    assert phone.get("/me").says("Nia Noor")
    assert rows.all(Person, email="nia@example.org")[0].password_hash == ""
    assert not signs_in(browser(), PASSWORD)


def test_what_is_typed_beside_the_button_becomes_the_password(
    visitor: Browser, browser: Opens, rows: Rows, people: People
) -> None:
    link, phone = register(visitor, rows), browser()
    page = phone.fill(link, {"password": "short"})
    assert (page.status, set(page.errors)) == (422, {"password"})
    assert phone.fill(link, {"password": "other plain words"}).location == "/me"
    assert signs_in(browser(), "other plain words")
    assert not signs_in(browser(), PASSWORD)


def test_of_several_links_to_one_address_the_first_pressed_counts(
    visitor: Browser, browser: Opens, rows: Rows, people: People
) -> None:
    stranger = register(
        browser(), rows, NIA | {"name": "Nobody", "password": "a word of a stranger"}
    )
    link = register(visitor, rows, NIA | {"email": " NIA@Example.org"})
    visitor.press(link, link)
    for page in (visitor.get(link), browser().post(link)):
        assert page.status == 404
        assert page.says(
            "This link does not work any more", "This link was used already"
        )
    assert visitor.get(stranger).says(
        "You have an account here already", "Nia Noor, one press and you are in."
    )
    assert visitor.press(stranger, stranger).location == "/me"
    (nia,) = rows.all(Person, email="nia@example.org")
    assert nia.name == "Nia Noor"
    assert signs_in(browser(), PASSWORD)
    assert not signs_in(browser(), "a word of a stranger")


def test_of_many_who_press_at_once_one_is_let_in(
    browser: Opens, rows: Rows, people: People
) -> None:
    link, all_of_us = register(browser(), rows), [browser() for _ in range(4)]
    for one in all_of_us:
        one.token()
    pages = at_once(all_of_us, lambda one: one.post(link))
    assert sorted(page.status for page in pages) == [303, 404, 404, 404]
    assert (rows.count(Person, email="nia@example.org"), rows.count(SignIn)) == (1, 1)


def test_a_link_is_good_for_seven_days(
    visitor: Browser, rows: Rows, people: People
) -> None:
    with clock.set_to(NOON):
        link = register(visitor, rows)
    with clock.set_to(NOON + timedelta(days=7, minutes=1)):
        assert (visitor.get(link).status, visitor.post(link).status) == (404, 404)
        register(visitor, rows)
    assert rows.count(UnconfirmedAccount) == 1  # the old one is forgotten


def test_too_many_wishes_have_to_wait_and_what_was_typed_stays(
    visitor: Browser, rows: Rows, people: People
) -> None:
    with clock.set_to(NOON):
        for _ in range(5):
            register(visitor, rows)
        page = visitor.fill("/register", NIA)
    assert (page.status, page.headers["retry-after"], page.value("name")) == (
        429,
        "3600",
        "Nia Noor",
    )
    assert rows.count(Outbox) == 5


def test_the_link_ends_the_session_of_whoever_used_the_browser_before(
    member: Browser, rows: Rows, people: People
) -> None:
    old = dict(member.cookies)
    link = register(member, rows)
    assert member.get("/me").says("Mo Malik")
    assert member.press(link, link).status == 303
    assert member.get("/me").says("Nia Noor")
    assert rows.count(SignIn, person_id=people.member.id, ended_at=None) == 0
    member.cookies = old
    assert member.get("/me").location.startswith("/login")


def test_an_area_can_be_named_in_the_address(visitor: Browser, people: People) -> None:
    assert visitor.get("/register?area=ward-end").value("area") == "ward-end"
    assert visitor.get("/register?area=nowhere").status == 200
