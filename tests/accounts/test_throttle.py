"""Guessing passwords gets slower and slower."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from flask import Flask

from board import clock
from board.accounts.limit_models import FailedSignIn
from tests.accounts import factors
from tests.builders import PASSWORD, Maker, People, Rows
from tests.conftest import Server
from tests.pages import Browser, Page, Raw, at_once, over_wsgi

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)


def guess(
    browser: Browser, email: str = "member@example.org", password: str = "a wrong guess"
) -> Page:
    """One try to sign in."""
    return browser.post("/login", {"email": email, "password": password})


def from_address(app: Flask, address: str) -> Browser:
    """A browser somewhere else in the network."""

    def send(method: str, url: str, body: bytes, headers: dict[str, str]) -> Raw:
        given = {
            "data": body,
            "headers": headers,
            "environ_overrides": {"REMOTE_ADDR": address},
        }
        answer = app.test_client(use_cookies=False).open(url, method=method, **given)  # type: ignore[arg-type]
        return Raw(
            answer.status_code, [(k.lower(), v) for k, v in answer.headers], answer.data
        )

    return Browser(send)


def test_the_sixth_guess_has_to_wait_and_each_further_one_twice_as_long(
    visitor: Browser, people: People
) -> None:
    with clock.set_to(NOON):
        assert [guess(visitor).status for _ in range(5)] == [422] * 5
        page = guess(visitor, password=PASSWORD)
    assert page.status == 429
    assert page.headers["retry-after"] == "15"
    assert page.says("Too many tries", "Please wait")
    moment, waits = NOON, []
    for _ in range(4):
        with clock.set_to(moment):
            waits.append(int(guess(visitor).headers["retry-after"]))
        moment += timedelta(seconds=waits[-1])
        with clock.set_to(moment):
            assert guess(visitor).status == 422
    assert waits == [15, 30, 60, 120]


def test_after_the_wait_the_right_password_is_taken(
    visitor: Browser, people: People
) -> None:
    with clock.set_to(NOON):
        for _ in range(5):
            guess(visitor)
        assert guess(visitor, password=PASSWORD).status == 429
    with clock.set_to(NOON + timedelta(seconds=16)):
        assert guess(visitor, password=PASSWORD).status == 303


def test_the_wait_is_the_accounts_from_wherever_one_guesses(
    app: Flask, people: People
) -> None:
    with clock.set_to(NOON):
        for number in range(5):
            guess(from_address(app, f"203.0.113.{number}"))
        assert guess(from_address(app, "203.0.113.99")).status == 429
        assert (
            guess(
                from_address(app, "203.0.113.99"), "organiser@example.org", PASSWORD
            ).status
            == 303
        )


def test_an_account_that_does_not_exist_has_to_wait_just_as_long(
    visitor: Browser, people: People
) -> None:
    with clock.set_to(NOON):
        for _ in range(5):
            assert guess(visitor, "nobody@example.org").status == 422
        assert guess(visitor, "nobody@example.org").headers["retry-after"] == "15"


def test_a_household_gets_25_tries_in_five_minutes(app: Flask, people: People) -> None:
    def browser(number: int) -> Browser:
        # an IPv6 household has a whole /64
        return from_address(app, f"2001:db8:1:2::{number}")

    with clock.set_to(NOON):
        for number in range(25):
            assert guess(browser(number), f"person-{number}@example.org").status == 422
        page = guess(browser(99), "member@example.org", PASSWORD)
        assert page.status == 429
        assert page.headers["retry-after"] == "300"
        assert (
            guess(
                from_address(app, "198.51.100.1"), "member@example.org", PASSWORD
            ).status
            == 303
        )
        assert (
            guess(
                from_address(app, "2001:db8:1:3::1"), "member@example.org", PASSWORD
            ).status
            == 303
        )
    with clock.set_to(NOON + timedelta(minutes=5, seconds=1)):
        assert guess(browser(99), "member@example.org", PASSWORD).status == 303


def test_an_address_is_one_however_it_is_written(app: Flask, people: People) -> None:
    written = ("203.0.113.7", "::ffff:203.0.113.7", "::FFFF:cb00:7107")
    with clock.set_to(NOON):
        for number in range(25):
            assert (
                guess(
                    from_address(app, written[number % 3]),
                    f"person-{number}@example.org",
                ).status
                == 422
            )
        for address in written:
            assert (
                guess(from_address(app, address), "member@example.org", PASSWORD).status
                == 429
            )
        other = from_address(app, "::ffff:203.0.113.8")
        assert guess(other, "member@example.org", PASSWORD).status == 303


def test_failures_are_kept_for_a_day_and_name_nobody(
    visitor: Browser, rows: Rows, people: People
) -> None:
    with clock.set_to(NOON):
        guess(visitor)
    with clock.set_to(NOON + timedelta(days=1, minutes=1)):
        guess(visitor)
    (kept,) = rows.all(FailedSignIn)
    assert "example.org" not in kept.account
    assert "127.0.0.1" not in kept.address


def test_without_limits_nobody_waits_and_every_page_says_so(
    app_with: Callable[..., Flask], people: People
) -> None:
    browser = Browser(over_wsgi(app_with(limits="off")))
    with clock.set_to(NOON):
        assert [guess(browser).status for _ in range(8)] == [422] * 8
        page = browser.get("/")
        assert page.says(
            "Rate limits are off. This board must not be open to the public like this."
        )
        assert guess(browser, password=PASSWORD).status == 303


def test_a_failure_counts_whichever_process_saw_it_and_after_a_restart(
    app_with: Callable[..., Flask], people: People
) -> None:
    one, two = (Browser(over_wsgi(app_with())) for _ in range(2))
    with clock.set_to(NOON):
        for browser in (one, two, one, two, one):
            assert guess(browser).status == 422
        for browser in (two, Browser(over_wsgi(app_with()))):
            assert guess(browser, password=PASSWORD).status == 429


def test_so_does_a_wrong_code_of_the_second_step(
    app_with: Callable[..., Flask], browser: Callable[..., Browser], people: People
) -> None:
    with clock.set_to(NOON):
        secret, _codes = factors.set_up(browser(people.member))
    one, two, restarted = (Browser(over_wsgi(app_with())) for _ in range(3))
    with clock.set_to(NOON + timedelta(minutes=1)):
        for each in (one, two, restarted):
            factors.sign_in(each)
        for each in (one, two, one, two, one):
            assert factors.second(each, "000000").status == 422
        for each in (two, restarted):
            page = factors.second(each, factors.code(secret))
            assert (page.status, page.headers["retry-after"]) == (429, "15")


def test_what_was_guessed_stands_nowhere(
    visitor: Browser, make: Maker, rows: Rows, people: People
) -> None:
    guess(visitor, password="the secret guess")
    assert "the secret guess" not in str(rows.everything())


def test_many_at_once_are_counted_like_one_after_the_other(
    serve: Callable[..., Server], member: Browser, rows: Rows
) -> None:
    factors.set_up(member)
    served = serve(limits="on")
    guessers = [served.browser() for _ in range(10)]
    for browser in guessers:
        factors.sign_in(browser)
    passed = 0
    for tried in (lambda one: factors.second(one, "000000"), guess):
        statuses = Counter(page.status for page in at_once(guessers, tried))
        assert statuses[422] <= 5, "a burst got more than one after the other would"
        assert statuses[429] == 10 - statuses[422]
        passed += statuses[422]
    assert rows.count(FailedSignIn) == passed
