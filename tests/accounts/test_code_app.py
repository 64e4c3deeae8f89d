"""A code from an app on the phone, beside the password or the mailed link."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from board import clock
from board.accounts.models import Person
from board.accounts.session_models import SignIn
from board.mail.models import Outbox
from tests.accounts.factors import PROOF, code, second, set_up, sign_in
from tests.accounts.test_link import mailed
from tests.builders import People, Rows
from tests.pages import Browser, Page, at_once

NOON = datetime(2031, 5, 1, 12, 0, 10, tzinfo=UTC)
LATER = NOON + timedelta(minutes=5)
EMAIL = {"email": "member@example.org"}


@pytest.fixture
def secret(browser: Callable[..., Browser], people: People) -> str:
    """The member's app makes codes of it since noon."""
    with clock.set_to(NOON):
        return set_up(browser(people.member))[0]


def test_the_password_alone_lets_nobody_in(
    visitor: Browser, secret: str, people: People, rows: Rows
) -> None:
    before = rows.count(SignIn)
    with clock.set_to(LATER):
        page = sign_in(visitor)
        assert page.location.startswith("/login/second?next=")
        assert visitor.get("/me").location.startswith("/login")
        assert rows.count(SignIn) == before
        assert visitor.get(page.location).says("Type the code")
        assert second(visitor, code(secret)).location == "/me"
        assert visitor.get("/me").says("Mo Malik")


def test_a_code_is_good_once(
    visitor: Browser, browser: Callable[..., Browser], secret: str
) -> None:
    other = browser()
    with clock.set_to(NOON):  # the one by which the app was set up
        sign_in(visitor)
        assert second(visitor, code(secret)).status == 422
    with clock.set_to(LATER):
        for each in (visitor, other):
            sign_in(each)
        assert second(visitor, code(secret)).status == 303
        page = second(other, code(secret))
        assert page.status == 422
        assert "code" in page.errors


def test_of_two_who_type_it_at_once_one_gets_in(
    browser: Callable[..., Browser], secret: str
) -> None:
    both = [browser(), browser()]
    with clock.set_to(LATER):
        for each in both:
            sign_in(each)
        typed = code(secret)

    def press(each: Browser) -> Page:
        with clock.set_to(LATER):
            return second(each, typed)

    pages = at_once(both, press)
    assert sorted(page.status for page in pages) == [303, 422]


@pytest.mark.parametrize(("late", "taken"), [(-30, True), (30, True), (-60, False)])
def test_the_clock_of_a_phone_may_be_half_a_minute_off(
    visitor: Browser, secret: str, late: int, taken: bool
) -> None:
    with clock.set_to(LATER):
        sign_in(visitor)
        typed = code(secret, LATER + timedelta(seconds=late))
        assert (second(visitor, typed).status == 303) is taken


def test_a_mailed_link_and_a_new_password_ask_for_it_as_well(
    visitor: Browser, secret: str, people: People, rows: Rows
) -> None:
    with clock.set_to(LATER):
        visitor.fill("/login/link", EMAIL)
        link = mailed(rows)
        assert visitor.press(link, link).location.startswith("/login/second")
        visitor.fill("/password/forgot", EMAIL)
        link = mailed(rows, "/password/reset")
        page = visitor.fill(link, {"password": "quite another sentence"})
        assert page.location.startswith("/login/second")
        assert visitor.get("/me").location.startswith("/login")


def test_guessing_codes_gets_slow(visitor: Browser, secret: str) -> None:
    with clock.set_to(LATER):
        sign_in(visitor)
        statuses = [second(visitor, "000000").status for _try in range(6)]
    assert statuses == [422] * 5 + [429]


def test_the_second_step_is_over_after_ten_minutes(
    visitor: Browser, secret: str
) -> None:
    with clock.set_to(LATER):
        sign_in(visitor)
    with clock.set_to(LATER + timedelta(minutes=11)):
        assert visitor.get("/login/second").status == 404
        assert visitor.post("/login/second", {"code": code(secret)}).status == 404


def test_nothing_is_asked_for_before_the_first_code_was_typed(
    member: Browser, visitor: Browser, people: People
) -> None:
    member.fill("/me/security/app", PROOF)
    assert sign_in(visitor).location == "/me"


def test_a_wrong_first_code_sets_nothing_up(
    member: Browser, people: People, rows: Rows
) -> None:
    member.fill("/me/security/app", PROOF)
    page = member.fill("/me/security/app/add", {"code": "000000"})
    assert page.status == 422
    assert not rows.get(Person, people.member.id).has_factor


def test_setting_up_and_taking_away_ask_for_the_password_and_tell_by_mail(
    member: Browser, visitor: Browser, people: People, rows: Rows
) -> None:
    assert member.fill("/me/security/app", {"present": "a guess"}).status == 422
    set_up(member)
    assert "asked for when you sign in" in rows.all(Outbox)[-1].text
    url = "/me/security/app"
    remove = f"{url}/remove"
    page = member.fill(url, {"present": "a guess"}, action=remove)
    assert page.status == 422
    assert member.fill(url, PROOF, action=remove).status == 303
    assert sign_in(visitor).location == "/me"
    assert "not asked for any more" in rows.all(Outbox)[-1].text
