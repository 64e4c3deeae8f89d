"""The board among the pictures of a phone's home screen."""

import io
from collections.abc import Callable

import pytest
from flask import Flask
from PIL import Image

from board.phone.views import short
from tests.builders import People
from tests.pages import Browser, over_wsgi


def test_a_phone_is_told_the_boards_name_and_where_it_begins(visitor: Browser) -> None:
    page = visitor.get("/manifest.webmanifest")
    assert page.headers["content-type"].startswith("application/manifest+json")
    assert page.json["name"] == "Test Board"
    assert (page.json["start_url"], page.json["scope"]) == ("/me", "/")
    assert "/manifest.webmanifest" in visitor.get("/").text


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Local Action Board", "Local Action"),
        ("Bromford", "Bromford"),
        ("Llanfairpwllgwyngyll together", "Llanfairpwll"),
    ],
)
def test_below_the_picture_stand_whole_words_where_they_fit(
    name: str, shown: str
) -> None:
    assert short(name) == shown


def test_each_picture_is_as_large_as_it_says(visitor: Browser) -> None:
    icons = visitor.get("/manifest.webmanifest").json["icons"]
    assert [(icon["sizes"], icon["purpose"]) for icon in icons] == [
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    ]
    for icon in icons:
        page = visitor.get(icon["src"])
        assert page.headers["content-type"] == "image/png"
        assert "immutable" in page.headers["cache-control"]
        width, height = Image.open(io.BytesIO(page.body)).size
        assert f"{width}x{height}" == icon["sizes"]


def test_a_phone_may_cut_its_own_shape_out_of_one(visitor: Browser) -> None:
    picture = Image.open(io.BytesIO(visitor.get("/icons/maskable.png").body))
    assert picture.convert("RGB").getpixel((0, 0)) == (0x0F, 0x5C, 0x5A)


def test_all_of_it_is_in_the_operators_colour(
    app_with: Callable[..., Flask], people: People
) -> None:
    browser = Browser(over_wsgi(app_with(accent="#7a1f5c")))
    manifest = browser.get("/manifest.webmanifest").json
    assert manifest["theme_color"] == "#7a1f5c"
    assert manifest["icons"][0]["src"] == "/icons/192.png?v=7a1f5c"
    picture = Image.open(io.BytesIO(browser.get("/icons/192.png").body))
    assert picture.convert("RGB").getpixel((96, 184)) == (0x7A, 0x1F, 0x5C)


def test_a_picture_of_another_name_is_not_there(visitor: Browser) -> None:
    assert visitor.get("/icons/huge.png").status == 404


def test_what_is_around_the_page_is_light_or_dark_as_people_like_it(
    visitor: Browser,
) -> None:
    page = visitor.get("/").text
    assert page.count('<meta name="theme-color"') == 2
    visitor.fill("/appearance", {"theme": "dark"})
    page = visitor.get("/").text
    assert '<meta name="theme-color" content="#29241e">' in page
    assert page.count('<meta name="theme-color"') == 1
