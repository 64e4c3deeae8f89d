"""Pages hold longer words on the smallest phone, and words from right to left."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page as Window
from playwright.sync_api import Route
from sqlalchemy import select

from board import create_app, settings_read
from board.accounts.models import Person
from board.config import HOME
from board.db import db
from tests.browser.screen import Screen
from tests.builders import Maker
from tests.conftest import told
from tests.pages import Browser, Page, over_wsgi
from tests.pseudo import LONGER, MIRRORED, teach
from tests.test_crawl import kind_of

PHONE = {"width": 320, "height": 640}
MOST = 50  # pages
STYLES = [HOME / "static/board.css", HOME / "static/organise.css"]
PHYSICAL = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-)?(?:left|right)\s*:"
    r"|text-align: (?:left|right)"
)
# Strips of a poster lie on their side, where a line's beginning is on top.
ON_THEIR_SIDE = ".bill-strips li + li"
SIDEWAYS = """document.scrollingElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")]
    .filter(element => { const box = element.getBoundingClientRect();
      return box.width && (box.right > innerWidth + 1 || box.left < -1); })
    .slice(0, 3).map(element => element.outerHTML.slice(0, 160))"""
CUT = """[...document.querySelectorAll(".button")].filter(one => one.checkVisibility()
  && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1))
  .map(one => `cut: ${one.outerHTML.slice(0, 160)}`)"""

BESIDE = """[...document.querySelectorAll(".notice :is(.kind, .notice-kind > *)")]
  .filter(one => one.checkVisibility() && one.getBoundingClientRect().right
    > one.closest(".notice").getBoundingClientRect().right)
  .map(one => `leaves its notice: ${one.outerHTML.slice(0, 160)}`)"""


@pytest.fixture
def speaks(
    compiled: Path, tmp_path: Path
) -> Iterator[Callable[[str], tuple[Flask, Maker]]]:
    """The demo's story told in such a language: speaks(code)."""
    shutil.copytree(told(compiled), tmp_path / "story")
    made: list[Flask] = []

    def speak(code: str) -> tuple[Flask, Maker]:
        environment = {"BOARD_INSTANCE": str(tmp_path / "story")}
        settings = settings_read.load(environment)
        app = create_app(settings)
        app.config["BOARD"].__dict__["locales"] = code
        app.extensions["babel"].default_locale = code
        if code in (LONGER, MIRRORED):
            teach(app, tmp_path, code)
        made.append(app)
        return app, Maker(app)

    yield speak
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def someone(app: Flask, make: Maker, who: str) -> Browser:
    """The browser of a person of the demo, or of a visitor."""
    if not who:
        return Browser(over_wsgi(app))
    with app.app_context():
        address = f"{who}@example.org"
        person = db.session.scalars(select(Person).filter_by(email=address)).one()
        return Browser(over_wsgi(app), make.cookie(person, remember=True))


def pages_of(browser: Browser) -> Iterator[tuple[str, Page]]:
    """A page of each kind that links lead to."""
    waiting, kinds = ["/"], {"/"}
    for count, url in enumerate(waiting):
        page = browser.get(url)
        if count < MOST and page.headers["content-type"].startswith("text/html"):
            yield url, page
            for link in page.links:
                path = urldefrag(link).url
                known = urlsplit(path).netloc or kind_of(path) in kinds
                if path.startswith("/") and not known:
                    kinds.add(kind_of(path))
                    waiting.append(path)


def serve(window: Window, browser: Browser) -> None:
    """What the window asks for, the application answers in this process."""

    def answer(route: Route) -> None:
        parts = urlsplit(route.request.url)
        page = browser.get(f"{parts.path}?{parts.query}".rstrip("?"))
        route.fulfill(status=page.status, headers=page.headers, body=page.body)

    window.route("**/*", answer)


def faults(chromium: Chromium, browser: Browser) -> list[str]:
    """Whatever sticks out at the side, or is cut, on the smallest phone."""
    window = chromium.new_page(viewport=PHONE, java_script_enabled=False)
    serve(window, browser)
    found = []
    for url, _page in pages_of(browser):
        window.goto(f"http://board.test{url}")
        for script in (SIDEWAYS, CUT, BESIDE):
            found += [f"{url}: {fault}" for fault in window.evaluate(script)]
    window.close()
    return found


@pytest.mark.parametrize(
    ("code", "who"),
    [("cy", "organiser"), (LONGER, ""), (LONGER, "operator"), (MIRRORED, "organiser")],
)
def test_nothing_sticks_out_on_a_phone(
    speaks: Callable[[str], tuple[Flask, Maker]],
    chromium: Chromium,
    code: str,
    who: str,
) -> None:
    browser = someone(*speaks(code), who)
    assert f'lang="{code}"' in browser.get("/").text
    assert faults(chromium, browser) == []


def test_lines_from_right_to_left_begin_at_the_right(
    speaks: Callable[[str], tuple[Flask, Maker]], chromium: Chromium
) -> None:
    browser = someone(*speaks(MIRRORED), "")
    assert '<html lang="ar" dir="rtl"' in browser.get("/issues").text
    window = chromium.new_page(viewport=PHONE, java_script_enabled=False)
    serve(window, browser)
    window.goto("http://board.test/issues")
    heading = window.evaluate(
        "(() => { const range = document.createRange();"
        "range.selectNodeContents(document.querySelector('h1'));"
        "return range.getBoundingClientRect().right })()"
    )
    assert heading > PHONE["width"] - 40
    window.close()


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_sides_are_those_of_lines(style: Path) -> None:
    """Left and right are said as where a line begins and where it ends."""
    said = [line.strip() for line in style.read_text().splitlines()]
    assert not [
        line
        for line in said
        if PHYSICAL.search(line) and not line.startswith(ON_THEIR_SIDE)
    ]


def test_times_stay_as_they_came_where_the_browser_does_not_speak_the_language(
    looking: Callable[..., Screen],
) -> None:
    """Chromium has no Welsh words for "three days ago"."""
    screen = looking(locale="cy")
    screen.open("/issues/1")
    times = screen.page.locator("main time[data-relative]")
    first = times.first.inner_text()
    assert times.first.get_attribute("title") is None
    assert re.match(r"\d+ \w+ 2\d\d\d, \d\d:\d\d", first), first
