"""What people wrote says which language it is in, on a page in another; what we say
does not."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from board.db import Model, db
from tests.builders import Maker, People, Things
from tests.conftest import on_sqlite
from tests.pages import Browser, Form, Page, over_wsgi
from tests.pseudo import LEFT, LONGER, Runs, plain_of, teach, texts_in
from tests.test_crawl import Crawl

WRITTEN = {"title", "body", "text", "summary", "details", "ask", "goal", "win", "note"}
WRITTEN |= {"reason", "question", "words", "purpose", "what", "about", "does", "rules"}
WRITTEN |= {"aims", "materials", "worked", "parts", "sheets", "content"}
WRITTEN |= {f"{part}_{n}" for part in ("question", "answer") for n in (1, 2, 3)}
# What holds text alone can't say the language of a part of it.
TEXT_ALONE = ("title", "option", "text")
MARKED = re.compile(r'<(span|div|article) lang="en">(.*?)</\1>', re.DOTALL)


class Unmarked(Runs):
    """What is read on a page in its own language, outside of our sentences."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in TEXT_ALONE and not self.over:
            self.over, self.open = tag, 0
        super().handle_starttag(tag, [one for one in attrs if one[0] == "lang"])


class Reading(Crawl):
    """Reads whatever there is, in the language nobody speaks, and presses nothing."""

    def __init__(self, browser: Browser) -> None:
        super().__init__(browser)
        self.pages: dict[str, str] = {}

    def _press(self, at: str, form: Form) -> None:
        return

    def _note(self, what: str, page: Page) -> None:
        if "text/html" in page.headers.get("content-type", ""):
            self.pages[what] = page.text


class Foreign(Browser):
    """A browser that asks for that language."""

    def open(self, method: str, url: str, body: bytes = b"", **headers: str) -> Page:
        return super().open(method, url, body, **headers, Accept_Language=LONGER)


@pytest.fixture
def app(app_with: Callable[..., Flask], tmp_path: Path) -> Flask:
    """A board whose people write English, in the language nobody speaks as well."""
    app = app_with(locales=f"en,{LONGER}")
    teach(app, tmp_path)
    return app


@pytest.mark.parametrize("who", ["visitor", "organiser"])
@on_sqlite
def test_what_people_wrote_says_its_language_and_what_we_say_does_not(
    app: Flask, make: Maker, people: People, things: Things, who: str
) -> None:
    person = people.by_name.get(who)
    cookie = make.cookie(person, remember=True) if person else ""
    reading = Reading(Foreign(over_wsgi(app), cookie, ""))
    reading.run()
    assert len(reading.pages) > 60
    written = what_people_wrote(app)
    left = [
        f"{at}: {run}"
        for at, text in reading.pages.items()
        for run in unmarked(text)
        if run in written
    ]
    ours = [
        f"{at}: {marked}"
        for at, text in reading.pages.items()
        for _tag, marked in MARKED.findall(text)
        if LEFT in marked
    ]
    assert left + ours == []


def unmarked(html: str) -> list[str]:
    """The runs of words that are in the language of the page and not of our saying."""
    reader = Unmarked()
    reader.feed(html)
    reader.end()
    return [run.strip(" ·:,") for run in reader.bare]


def what_people_wrote(app: Flask) -> set[str]:
    """Their words, line by line, as far as they are more than a name."""
    with app.app_context():
        columns = [
            column
            for table in Model.metadata.sorted_tables
            for column in table.columns
            if column.name in WRITTEN
        ]
        texts = {
            text
            for column in columns
            for value in db.session.scalars(select(column))
            for text in texts_in(value)
        }
    lines = [" ".join(plain_of(line).split()) for t in texts for line in t.splitlines()]
    return {line for line in lines if len(line.split()) > 2}
