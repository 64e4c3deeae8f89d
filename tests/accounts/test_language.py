"""The language of pages: that of the browser, until somebody chooses."""

from collections.abc import Callable

import pytest
from flask import Flask

from board.accounts.models import Person
from board.db import db
from board.languages import listed
from tests.builders import PASSWORD, Maker, People
from tests.conftest import on_sqlite
from tests.pages import Browser

WELSH = '<html lang="cy" dir="ltr"'
ENGLISH = '<html lang="en" dir="ltr"'


@pytest.mark.parametrize(
    ("asks", "answered"),
    [
        ("", ENGLISH),
        ("cy", WELSH),
        ("cy-GB, en;q=0.5", WELSH),
        ("de, cy;q=0.3", WELSH),
        ("de", ENGLISH),
        ("en-GB, cy", ENGLISH),
        ("cy;q=0, en", ENGLISH),
        ("de;;q=x, \u00e9", ENGLISH),
    ],
)
def test_who_has_not_chosen_is_answered_as_their_browser_asks(
    visitor: Browser, asks: str, answered: str
) -> None:
    assert answered in visitor.get("/", Accept_Language=asks).text


def test_a_visitor_chooses_and_is_back_where_they_were(visitor: Browser) -> None:
    page = visitor.get("/language", Referer="http://localhost/issues?q=bins")
    assert ("next", "/issues?q=bins") in page.form("/language").fields
    page = visitor.post("/language", {"locale": "cy", "next": "/issues?q=bins"})
    assert (page.status, page.location) == (303, "/issues?q=bins")
    (cookie,) = (line for line in page.cookies if line.startswith("language="))
    assert "HttpOnly" in cookie
    assert WELSH in visitor.get("/issues", Accept_Language="en").text


def test_a_person_has_it_in_every_browser(
    browser: Callable[..., Browser], make: Maker, people: People, app: Flask
) -> None:
    one, other = (browser(people.member) for _ in range(2))
    one.post("/language", {"locale": "cy"})
    assert WELSH in other.get("/me", Accept_Language="en").text
    with app.app_context():
        assert db.session.get_one(Person, people.member.id).locale == "cy"


def test_what_a_person_chose_counts_more_than_the_browser_they_sit_at(
    visitor: Browser, member: Browser
) -> None:
    visitor.post("/language", {"locale": "cy"})
    member.post("/language", {"locale": "en"})
    member.cookies["language"] = "cy"
    assert ENGLISH in member.get("/").text


def test_pages_that_ask_nobody_who_reads_are_in_it_after_one_has_signed_in(
    browser: Callable[..., Browser], visitor: Browser, people: People
) -> None:
    browser(people.member).post("/language", {"locale": "cy"})
    said = {"email": people.member.email, "password": PASSWORD}
    assert visitor.fill("/login", said, action="/login").status == 303
    assert WELSH in visitor.get("/offline", Accept_Language="en").text


@pytest.mark.parametrize("locale", ["de", "", '"><script>', "cy-GB"])
def test_a_language_nobody_offered_is_refused(visitor: Browser, locale: str) -> None:
    page = visitor.post("/language", {"locale": locale})
    assert page.status == 422
    assert page.message == "Pick one of these languages."
    visitor.cookies["language"] = locale
    assert ENGLISH in visitor.get("/").text


def test_where_one_came_from_elsewhere_one_is_led_home(visitor: Browser) -> None:
    page = visitor.get("/language", Referer="https://evil.example/issues")
    assert ("next", "/") in page.form("/language").fields


@on_sqlite
def test_a_board_with_one_language_offers_no_choice(
    app_with: Callable[..., Flask],
) -> None:
    page = app_with(locales="en").test_client().get("/")
    assert 'href="/language"' not in page.text


@on_sqlite
def test_each_language_is_offered_in_itself(visitor: Browser) -> None:
    page = visitor.get("/")
    assert '<span lang="cy">Cymraeg</span>' in page.text
    assert '<span lang="en">English</span>' in page.text


def test_who_makes_an_account_is_mailed_in_the_language_they_read(
    app: Flask, make: Maker, people: People
) -> None:
    """The page on which they confirmed their address was in it."""
    from board.accounts.actions import owner_of
    from board.db import write_tx

    headers = {"Accept-Language": "cy"}
    with app.test_request_context("/", headers=headers), write_tx():
        person, _is_new = owner_of("new@example.org", "New")
        assert person.locale == "cy"


@pytest.mark.parametrize(
    ("words", "in_english", "in_welsh"),
    [
        ([], "", ""),
        (["Sian"], "Sian", "Sian"),
        (["Sian", "Wil"], "Sian and Wil", "Sian a Wil"),
        (["Sian", "Owen"], "Sian and Owen", "Sian ac Owen"),
        (["Sian", "Wil", "Iwan"], "Sian, Wil and Iwan", "Sian, Wil ac Iwan"),
        (["Sian", "10 more"], "Sian and 10 more", "Sian a 10 more"),
        (["Sian", "8 more"], "Sian and 8 more", "Sian ac 8 more"),
    ],
)
def test_what_is_listed_has_the_and_of_its_language(
    words: list[str], in_english: str, in_welsh: str
) -> None:
    assert listed(words, "en") == in_english
    assert listed(words, "cy") == in_welsh
