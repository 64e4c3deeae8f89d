"""Letters on a card: which our fonts have, and how a line of them is set.

The font comes in two files, as browsers load it: the second has what Welsh, Polish or
Turkish need besides. What no file has is left out where it is a symbol, such as an
emoji. A text in another script is not drawn at all rather than as a row of boxes:
wherever a card is shown, its title stands beside it as text.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
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
    for part in _pieces(text, type, room):
        longer = f"{lines[-1]} {part}".strip()
        if width(longer, type) <= room:
            lines[-1] = longer
        else:
            lines.append(part)
        if len(lines) > most:
            return [*lines[: most - 1], _dotted(lines[most - 1], type, room)]
    return lines


def _pieces(text: str, type: Type, room: float) -> Iterator[str]:
    """The words, and of one that is wider than the room as much as fits."""

    def wide(letters: int) -> float:
        return width(word[:letters], type)

    for word in text.split():
        while width(word, type) > room:
            fitting = bisect_right(range(len(word)), room, key=wide) - 1
            yield word[:fitting]
            word = word[fitting:]
        yield word


def _dotted(line: str, type: Type, room: float) -> str:
    """The line with dots at its end, as much of it as then fits."""
    while width(f"{line}…", type) > room:
        line = line[:-1].rstrip()
    return f"{line}…"
