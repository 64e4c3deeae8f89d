"""Agreeing to the community rules: with an account, and again once they change."""

from collections.abc import Callable

import pytest

from board.accounts.models import Person
from board.rules import actions
from tests.accounts.test_link import mailed
from tests.accounts.test_register import NIA, register
from tests.builders import Maker, People, Rows
from tests.pages import Browser

CHANGED = "Be kind\nAlways.\n\nBe brief\nTwo lines at most."
POST = {"title": "Bins", "body": "Full.", "category": "rubbish", "kind": "problem"}
POST |= {"area": "hodge-hill", "different": "yes"}
AGREED = "With this you agree to the community rules."


@pytest.fixture
def change(make: Maker, people: People) -> Callable[[], None]:
    """Publishes other rules."""

    def publish() -> None:
        with make.writing():
            actions.publish(
                make._here(people.operator), text=CHANGED, note="Shorter.", after=1
            )

    return publish


def test_who_makes_an_account_agrees_to_them(
    visitor: Browser, rows: Rows, people: People
) -> None:
    assert visitor.get("/register").says(AGREED)
    link = register(visitor, rows)
    visitor.press(link, link)
    assert rows.all(Person, email=NIA["email"])[0].rules_version == 1


def test_who_agreed_to_older_rules_is_asked_again(
    visitor: Browser, rows: Rows, people: People, change: Callable[[], None]
) -> None:
    link = register(visitor, rows)
    change()
    visitor.press(link, link)
    assert rows.all(Person, email=NIA["email"])[0].rules_version == 1
    assert visitor.get("/me").location == "/rules?next=/me"


def test_who_posts_by_mail_agrees_with_the_button_that_makes_the_account(
    visitor: Browser, rows: Rows, people: People
) -> None:
    who = {"name": "Nia Noor", "email": "nia@example.org"}
    visitor.fill("/issues/new", POST | who)
    link = mailed(rows, "/issues/confirm")
    assert visitor.get(link).says(AGREED)
    assert visitor.press(link, link).status == 303
    assert rows.all(Person, email="nia@example.org")[0].rules_version == 1


def test_changed_rules_are_shown_once_and_reading_goes_on(
    member: Browser, change: Callable[[], None]
) -> None:
    assert member.get("/me").status == 200
    change()
    page = member.get("/me")
    assert (page.status, page.location) == (303, "/rules?next=/me")
    page = member.follow(page)
    assert page.says("These rules have changed", "Shorter.", "Be brief")
    assert member.get("/me").status == 200
    assert member.get("/issues").status == 200


def test_writing_asks_first_and_keeps_what_was_typed(
    member: Browser, rows: Rows, change: Callable[[], None]
) -> None:
    change()
    page = member.fill("/issues/new", POST | {"body": "The bins are full again."})
    assert (page.status, page.location) == (303, "/rules?next=/issues/new")
    page = member.press("/rules?next=/issues/new", "/rules")
    assert (page.status, page.location) == (303, "/issues/new")
    assert member.get("/issues/new").says("The bins are full again.")
    page = member.fill("/issues/new", POST)
    assert page.location.startswith("/issues/")
    assert not member.get("/rules").says("These rules have changed")


def test_with_script_the_browser_is_led_there_too(
    member: Browser, things: object, change: Callable[[], None]
) -> None:
    change()
    page = member.post("/issues/1/second", htmx=True)
    assert page.status == 401
    assert page.headers["hx-redirect"].startswith("/rules?next=/issues/1")


def test_what_is_ones_own_stays_open(
    member: Browser, change: Callable[[], None]
) -> None:
    change()
    page = member.post("/me/follows/category", {"area": "hodge-hill"})
    assert not (page.location or "").startswith("/rules")
    assert member.press("/issues", "/logout").location == "/"


def test_one_agrees_to_what_was_shown(
    member: Browser, rows: Rows, people: People, change: Callable[[], None]
) -> None:
    member.get("/me")
    change()
    assert member.post("/rules", {"version": "1"}).status == 409
    assert rows.get(Person, people.member.id).rules_version == 1
    assert member.post("/rules", {"version": "2"}).status == 303
    assert rows.get(Person, people.member.id).rules_version == 2


def test_who_publishes_rules_has_agreed(
    operator: Browser, change: Callable[[], None]
) -> None:
    change()
    assert operator.get("/me").status == 200
