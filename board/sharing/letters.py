"""Letters on a card: which our fonts have, and how a line of them is set.

The font comes in two files, as browsers load it: the second has what Welsh, Polish or
Turkish need besides. What no file has is left out where it is a symbol, such as an
emoji. A text in another script is not drawn at all rather than as a row of boxes:
wherever a card is shown, its title stands beside it as text.
"""

import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from PIL import ImageDraw
from PIL.ImageFont import FreeTypeFont, truetype

from board.config import HOME

FILES = (
    "atkinson-hyperlegible-next-5.3.0.woff2",
    "atkinson-hyperlegible-next-latin-ext-5.3.0.woff2",
)
NO_LETTER = "\U0010ffff"
# as Unicode sorts them: letters and digits; what nobody sees, and marks that are no
# part of a letter of ours
WRITING = ("L", "N")
UNSEEN = ("C", "M")


class Type(NamedTuple):
    """How letters are set: height in pixels, and how bold from 200 to 800."""

    size: int
    weight: int


@lru_cache(32)
def _font(file: str, size: int, weight: int) -> FreeTypeFont:
    font = truetype(str(HOME / "static" / "vendor" / file), size)
    font.set_variation_by_axes([weight])
    return font


@lru_cache(4096)
def _file_with(letter: str) -> str:
    """The file that has the letter; empty where none has."""
    for file in FILES:
        font = _font(file, 16, 400)
        if bytes(font.getmask(letter)) != bytes(font.getmask(NO_LETTER)):
            return file
    return ""


def drawable(text: str) -> str:
    """The text without the symbols we have not; empty where letters would be
    missing."""
    kept = []
    for letter in unicodedata.normalize("NFC", text):
        sort = unicodedata.category(letter)
        if letter.isspace():
            kept.append(" ")
        elif _file_with(letter) and not sort.startswith(UNSEEN):
            kept.append(letter)
        elif sort.startswith(WRITING):
            return ""
    return " ".join("".join(kept).split())


def width(text: str, type: Type) -> float:
    """How wide the text is in pixels."""
    return sum(font.getlength(part) for part, font in _parts(text, type))


def draw(
    page: ImageDraw.ImageDraw,
    at: tuple[float, float],
    text: str,
    type: Type,
    colour: str,
) -> None:
    """Write a line; `at` is where it begins on its base line."""
    x, y = at
    for part, font in _parts(text, type):
        page.text((x, y), part, colour, font, anchor="ls")
        x += font.getlength(part)


def _parts(text: str, type: Type) -> list[tuple[str, FreeTypeFont]]:
    """The text in pieces that one file has the letters of."""
    return [
        ("".join(letters), _font(file, *type))
        for file, letters in groupby(text, _file_with)
    ]


def wrapped(text: str, type: Type, room: float, most: int) -> list[str]:
    """The text in lines no wider than this; what does not go into so many ends in
    dots."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, type) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    shown = [_cut(line, type, room) for line in lines[:most]]
    if len(lines) > most:
        shown[-1] = _cut(f"{shown[-1].removesuffix('…')}…", type, room)
    return shown


def _cut(line: str, type: Type, room: float) -> str:
    """The line, ended by dots where it is too wide."""
    while width(line, type) > room:
        line = line.removesuffix("…")[:-1].rstrip() + "…"
    return line
