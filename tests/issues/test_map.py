"""The page with the map: the same filters, and tiles of others only where they are
wanted."""

from collections.abc import Callable

import pytest
from flask import Flask

from board.settings_read import load
from tests.builders import Maker, People
from tests.issues.test_list import shown
from tests.pages import Browser, over_wsgi

TILES = "https://{s}.tile.example.org/{z}/{x}/{y}.png"


def test_the_map_has_the_filters_and_the_list(
    visitor: Browser, make: Maker, people: People
) -> None:
    issue = make.issue(people.resident, category="noise", latitude=52.5, longitude=-1.8)
    make.issue(people.resident)
    page = visitor.get("/issues?view=map&category=noise")
    assert shown(page) == [issue.id]
    (form,) = (form for form in page.forms if form.action == "/issues")
    assert ("view", "map") in form.fields
    assert "leaflet" in page.text
    assert "leaflet" not in visitor.get("/issues").text


def test_only_pages_with_a_map_let_tiles_in(
    app_with: Callable[..., Flask], make: Maker, people: People
) -> None:
    app = app_with(tile_url=TILES, tile_credit="© <Somebody>")
    browser = Browser(over_wsgi(app), make.cookie(people.resident))
    for url, allowed in (
        ("/issues?view=map", True),
        ("/issues/new", True),
        ("/issues", False),
        ("/", False),
    ):
        page = browser.get(url)
        assert (
            "img-src 'self' https://*.tile.example.org data:"
            in page.headers["content-security-policy"]
        ) is allowed
    assert "© &lt;Somebody&gt;" in browser.get("/issues?view=map").text


def test_without_tiles_nobody_elsewhere_is_asked(
    visitor: Browser, people: People
) -> None:
    page = visitor.get("/issues?view=map")
    assert "img-src 'self' data:;" in page.headers["content-security-policy"]
    assert page.says(
        "There is no street map behind the pins: you see the outlines of the areas."
    )


@pytest.mark.parametrize(
    "url",
    ["x", "https://a/{z}/{x}", "https://a; b *{z}{x}{y}", "javascript:{z}/{x}/{y}"],
)
def test_what_is_no_address_of_tiles_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="BOARD_TILE_URL"):
        load({"BOARD_TILE_URL": url, "BOARD_SECRET_KEY": "x"})
