"""The first run: whoever reads the link on the server's console becomes the
operator."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from board.accounts.models import Person
from board.accounts.queries import setup_key
from board.areas.models import Area
from board.config import Settings
from tests.builders import PASSWORD, Maker, People, Rows
from tests.conftest import Server
from tests.pages import Browser, at_once
from tests.trials import Figure

FIRST = {
    "name": "Pat Price",
    "email": "pat@example.org",
    "password": PASSWORD,
    "area": "Hodge Hill",
}


def link(settings: Settings) -> str:
    """What the console shows."""
    return f"/setup?key={setup_key(settings.secret_key)}"


def test_the_link_makes_the_first_operator_and_the_first_area(
    browser: Callable[..., Browser], rows: Rows, settings: Settings
) -> None:
    first = browser()
    page = first.fill(link(settings), FIRST)
    assert (page.status, page.location) == (303, "/")
    assert first.follow(page).says("The board is yours.", "Hodge Hill")
    (pat,) = rows.all(Person)
    assert pat.is_operator
    assert [area.slug for area in rows.all(Area)] == ["hodge-hill"]
    assert first.get("/me").says("Pat Price")


def test_without_the_key_there_is_no_such_page(
    browser: Callable[..., Browser], rows: Rows
) -> None:
    for url in ("/setup", "/setup?key=", "/setup?key=x", "/setup?key=%C3%A9"):
        assert browser().get(url).status == 404
        assert browser().post(url, FIRST).status == 404
    assert rows.count(Person) == 0


def test_it_works_once(
    browser: Callable[..., Browser], rows: Rows, settings: Settings
) -> None:
    first, second = browser(), browser()
    form = second.get(link(settings)).form("/setup")
    assert first.fill(link(settings), FIRST).status == 303
    assert second.get(link(settings)).status == 404
    page = second.send_form(
        "/setup", form.filled(FIRST | {"email": "other@example.org"})
    )
    assert page.status == 404
    assert rows.count(Person) == 1


@pytest.mark.trial
def test_of_six_at_once_one_becomes_the_operator(
    serve: Callable[..., Server], rows: Rows, settings: Settings, figure: Figure
) -> None:
    served = serve(workers=2)
    forms = {}
    for number in range(6):
        one = served.browser()
        said = FIRST | {"email": f"pat-{number}@example.org", "area": f"Area {number}"}
        forms[one] = one.get(link(settings)).form("/setup").filled(said)
    pages = at_once(list(forms), lambda one: one.send_form("/setup", forms[one]))
    assert sorted(page.status for page in pages) == [303, 404, 404, 404, 404, 404]
    assert (rows.count(Person), rows.count(Area)) == (1, 1)
    figure("races to be the first operator", 1)


def test_what_is_wrong_is_said_and_the_key_is_kept(
    browser: Callable[..., Browser], rows: Rows, settings: Settings
) -> None:
    page = browser().fill(
        link(settings), {"name": "\x00", "email": "x", "password": "short", "area": ""}
    )
    assert page.status == 422
    assert set(page.errors) == {"name", "email", "password", "area"}
    assert page.value("key") == setup_key(settings.secret_key)
    assert rows.count(Person) == rows.count(Area) == 0


def test_a_board_that_has_people_has_no_first_run(
    app: Flask, make: Maker, browser: Callable[..., Browser], settings: Settings
) -> None:
    make.person()
    assert browser().get(link(settings)).status == 404


def greeting(log: Path) -> str:
    """What the server has said; it answers a moment before it says so."""
    until = time.monotonic() + 10
    while (
        "Local Action Board is at" not in log.read_text() and time.monotonic() < until
    ):
        time.sleep(0.05)
    return log.read_text()


def test_an_empty_board_prints_the_link_when_it_starts(
    serve: Callable[..., Server], settings: Settings, tmp_path: Path
) -> None:
    served = serve(workers=1)
    said = greeting(tmp_path / f"server-{served.port}.log")
    assert (
        f"Nobody is here yet. Make the first operator at {served.url}{link(settings)}"
    ) in said


def test_addresses_in_feeds_and_mails_are_those_it_listens_at_where_nobody_says_another(
    serve: Callable[..., Server], people: People
) -> None:
    served = serve(workers=1, base_url="")
    assert f'href="{served.url}/issues"' in served.browser().get("/issues.atom").text


def test_a_board_with_people_prints_no_link(
    serve: Callable[..., Server], people: People, tmp_path: Path
) -> None:
    served = serve(workers=1)
    said = greeting(tmp_path / f"server-{served.port}.log")
    assert "Local Action Board is at" in said
    assert "/setup" not in said
