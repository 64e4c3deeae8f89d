"""A language that nobody speaks: every sentence of the board in ⟦brackets⟧, with
accents, and longer. What stands outside of brackets was forgotten, or people wrote it.
"""

import re
from html import unescape
from html.parser import HTMLParser
from importlib.metadata import version
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from flask import Flask
from sqlalchemy import select

from board.config import NAMES
from board.db import Model, db
from board.migrations.run import newest
from tests.catalogues import said

LEFT, RIGHT = "⟦", "⟧"
# Esperanto's and Arabic's own dates, in which no English day or month stands.
LONGER, MIRRORED = "eo", "ar"
KEPT = re.compile(r"(%\(\w+\)[sd]|%%|<[^>]*>|https?://\S+)")
ACCENTS = str.maketrans(
    {
        **{"a": "àà", "e": "éé", "i": "îî", "o": "öö", "u": "ûû", "c": "ç", "n": "ñ"},
        **{"A": "Å", "E": "É", "I": "Î", "O": "Ö", "U": "Û", "C": "Ç", "N": "Ñ"},
    }
)
# Between these, words belong together.
NAMED = """p div li ul ol h1 h2 h3 h4 td th tr dt dd dl option button label legend
    summary section article header footer nav form fieldset title details aside caption
    main table select textarea text figcaption figure blockquote"""
BLOCKS = frozenset(NAMED.split())
# What programs read, what is typed; and what says that it is in another language.
PASSED_OVER = ("script", "style", "code", "textarea")
# What is said by them is heard or read.
SAID = {"alt", "aria-label", "placeholder", "title", "data-kept", "data-changed"}
SAID |= {"data-updated", "data-says", "label", "aria-description", "data-words"}
WORD = re.compile(r"[A-Za-z]{2,}")
AROUND = " ·:,.;…()“”‘’—–-+0123456789/>←→|*#"
# and its “and”, with which lists end
PARTED = re.compile(r" · | kaj |[:,;|()] ?|\n|[*_]+")
# addresses, names of settings and of units of measure are the same everywhere
NOBODYS = re.compile(
    r"^\d+ [a-z]\. |\bhttps?://\S+|127[.]0[.]0[.]1\S*|\S+@\S+|BOARD_\w+|\b[KM]B\b"
)


def pseudo(text: str) -> str:
    """A sentence in that language; names and markup stay."""
    parts = KEPT.split(text)
    told = (part if i % 2 else part.translate(ACCENTS) for i, part in enumerate(parts))
    return LEFT + "".join(told) + RIGHT


def teach(app: Flask, folder: Path, code: str = LONGER) -> None:
    """From now on the application speaks it, to whoever asks for this code."""
    catalogue = Catalog(code)
    for message in said():
        ids: Any = message.id
        if isinstance(ids, tuple):
            forms = [pseudo(ids[0])] + [pseudo(ids[1])] * (catalogue.num_plurals - 1)
            catalogue.add(ids, tuple(forms))
        elif ids:
            catalogue.add(ids, pseudo(ids))
    file = folder / code / "LC_MESSAGES" / "messages.mo"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        write_mo(opened, catalogue)
    app.extensions["babel"].translation_directories.append(str(folder))


class Runs(HTMLParser):
    """What is said outside of brackets on a page, run by run, with where it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.bare: list[str] = []
        self.depth = 0
        self.run = ""
        # the element that is passed over, and how many of its kind are open in it
        self.over = ""
        self.open = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.end() if tag in BLOCKS else self.take()
        a = {name: value or "" for name, value in attrs}
        if self.over:
            self.open += tag == self.over
            return
        if tag in PASSED_OVER or ("lang" in a and tag != "html"):
            self.over, self.open = tag, 1
            return
        for name in SAID & a.keys():
            self.bare += runs(a[name])
        if tag == "input" and a.get("type") == "submit":
            self.bare += runs(a.get("value", ""))
        if tag == "meta" and a.get("name") == "description":
            self.bare += runs(a.get("content", ""))

    def handle_endtag(self, tag: str) -> None:
        self.end() if tag in BLOCKS else self.take()
        if tag == self.over:
            self.open -= 1
            self.over = tag if self.open else ""

    def handle_data(self, data: str) -> None:
        for letter in "" if self.over else data:
            if letter in (LEFT, RIGHT):
                self.take()
                self.depth += 1 if letter == LEFT else -1
            elif self.depth <= 0:
                self.run += letter

    def take(self) -> None:
        """A run is over."""
        if WORD.search(self.run):
            self.bare.append(" ".join(self.run.split()))
        self.run = ""

    def end(self) -> None:
        """So is a block: no sentence goes on in the next."""
        self.take()
        self.depth = 0


def runs(text: str) -> list[str]:
    """What is said outside of brackets in a text, line by line."""
    reader = Runs()
    for line in text.splitlines():
        reader.handle_data(line)
        reader.end()
    return reader.bare


def bare_in_feed(xml: str) -> list[str]:
    """The same for what a feed says: titles, and what stands in its entries."""
    said = re.findall(r"<(title|summary|content)[^>]*>(.*?)</\1>", xml, re.DOTALL)
    return [run for _tag, text in said for run in bare_on(unescape(unescape(text)))]


def bare_in_calendar(text: str) -> list[str]:
    """The same for a calendar."""
    lines = text.replace("\r\n ", "").splitlines()
    fields = [line.partition(":") for line in lines]
    shown = ("SUMMARY", "DESCRIPTION", "LOCATION", "X-WR-CALNAME", "NAME", "CATEGORIES")
    said = [words for name, _, words in fields if name.partition(";")[0] in shown]
    plain = [words.replace("\\n", "\n").replace("\\", "") for words in said]
    return [run for words in plain for run in runs(words)]


def bare_on(html: str) -> list[str]:
    """The same for a page."""
    reader = Runs()
    reader.feed(html)
    reader.end()
    return reader.bare


class Written:
    """What people wrote, and what stands in the database in their place: it is nobody's
    to translate here."""

    def __init__(self, app: Flask) -> None:
        settings = app.config["BOARD"]
        self.texts = {str(getattr(settings, name)) for name in NAMES}
        self.texts |= {version("local-action-board"), newest()}
        self.all = ""
        self.whole: set[str] = set()
        names = Locale.parse(LONGER)
        self.days = {
            name
            for each in (names.months, names.days)
            for width in ("wide", "abbreviated")
            for name in each["format"][width].values()
        }
        self.read(app)

    def read(self, app: Flask) -> None:
        """What stands there now, besides what stood there before."""
        with app.app_context():
            for table in Model.metadata.sorted_tables:
                for row in db.session.execute(select(table)):
                    self.texts |= {text for value in row for text in texts_in(value)}
        plain = [form for text in self.texts for form in (text, plain_of(text))]
        lines = [line for text in plain for line in [*text.splitlines(), text]]
        self.whole = {
            " ".join(part.split()).strip(AROUND)
            for line in lines
            for part in [line, *PARTED.split(line)]
        }
        self.all = "\n".join(" ".join(text.split()) for text in plain)

    def is_theirs(self, run: str) -> bool:
        """Whether a run of words is people's, or a date."""
        run = NOBODYS.sub("", run)
        return self._is_in(run) or all(self._is_in(part) for part in PARTED.split(run))

    def _is_in(self, run: str) -> bool:
        left = [word for word in run.split() if word.strip(",.") not in self.days]
        words = " ".join(left).strip(AROUND)
        if not WORD.search(words) or words in self.whole:
            return True
        return len(words.split()) > 2 and words in self.all


def texts_in(value: Any) -> list[str]:
    """The texts in a column, some of which hold lists and more."""
    if isinstance(value, dict):
        return [text for one in value.values() for text in texts_in(one)]
    if isinstance(value, list):
        return [text for one in value for text in texts_in(one)]
    return [] if value is None else [str(value)]


def plain_of(text: str) -> str:
    """Markdown as it is read."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return re.sub(r"[*_`]+|[#>]+ ?", "", text)
