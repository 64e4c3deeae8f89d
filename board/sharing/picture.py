"""A card as a picture, in the board's look: paper, ink and the operator's colour.

From top to foot: what it is and where, its title as large as it goes, what there is to
know of it, the name of the board. A picture of its own stands at the right.

Imported when one is drawn: Pillow takes long to load.
"""

import io
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageOps

from board.sharing.cards import Card
from board.sharing.colour import readable
from board.sharing.letters import Type, draw, drawable, wrapped

WIDTH, HEIGHT = 1200, 630
LARGEST = 100_000  # bytes
QUALITIES = (88, 80, 70, 55, 40)  # the best that is small enough
# as static/board.css has them
PAPER, INK, MUTED, WHITE = "#fbf8f2", "#1f1a15", "#57504a", "#ffffff"
EDGE = 64  # beside all words
PHOTO = 440  # of the width
FOOT = 104  # high
BODY = HEIGHT - FOOT
ABOVE, TITLE = 96, 116  # the base line of what it is; the top of its title
SMALL, FACT, NAME = Type(32, 500), Type(36, 650), Type(38, 750)
TITLES = (Type(84, 800), Type(68, 800), Type(54, 800), Type(46, 800))
LINES = 4  # of a title
LEADING = 1.08  # from a line of the title to the next, in heights of its letters
FACTS = 50  # from a fact to the next, the last one 34 above the foot
LAST = 34
GAP = 24  # between title and facts


class Page(NamedTuple):
    """What is written on, and how wide its lines are."""

    brush: ImageDraw.ImageDraw
    room: int

    def line(self, base: float, words: str, type: Type, colour: str) -> None:
        """Write one line; what is too long ends in dots."""
        (shown,) = wrapped(words, type, self.room, 1)
        draw(self.brush, (EDGE, base), shown, type, colour)


def drawn(card: Card, name: str, accent: str, photo: bytes | None) -> bytes:
    """The card of a board of this name as a JPEG of at most 100,000 bytes."""
    colour = readable(accent)
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    page = Page(ImageDraw.Draw(image), WIDTH - 2 * EDGE)
    _write_name(page, drawable(name), colour)
    if photo:
        image.paste(_fitted(photo), (WIDTH - PHOTO, 0))
        page = page._replace(room=page.room - PHOTO)
    facts = _write_facts(page, card, colour)
    _write_words(page, card, facts - GAP)
    return _small_enough(image)


def _fitted(photo: bytes) -> Image.Image:
    """The middle of a picture of ours, above the foot."""
    image = Image.open(io.BytesIO(photo), formats=("WEBP",)).convert("RGB")
    return ImageOps.fit(image, (PHOTO, BODY))


def _write_name(page: Page, name: str, colour: str) -> None:
    """The board's name on its colour, over the whole width."""
    page.brush.rectangle((0, BODY, WIDTH, HEIGHT), colour)
    page.line(BODY + 65, name, NAME, WHITE)


def _write_facts(page: Page, card: Card, colour: str) -> int:
    """Its state and its numbers, one below the other, right above the foot; gives where
    they begin."""
    facts = [(card.state, colour), *((number, INK) for number in card.numbers)]
    top = BODY
    for fact, ink in reversed(facts):
        if words := drawable(fact):
            page.line(top - LAST, words, FACT, ink)
            top -= FACTS
    return top


def _write_words(page: Page, card: Card, bottom: int) -> None:
    """What it is and where, and its title; one that we have no letters for is told by
    what it is."""
    kind, area, title = map(drawable, (card.kind, card.area, card.title))
    above = (kind, area) if title else (area,)
    page.line(ABOVE, " · ".join(filter(None, above)), SMALL, MUTED)
    _write_title(page, title or kind, bottom)


def _write_title(page: Page, title: str, bottom: int) -> None:
    """As large as it goes in whole above `bottom`, else ended by dots."""
    for type in TITLES:
        leading = int(type.size * LEADING)
        most = min(LINES, (bottom - TITLE) // leading)
        lines = wrapped(title, type, page.room, most)
        if " ".join(lines) == title:
            break
    for number, line in enumerate(lines, 1):
        page.line(TITLE + number * leading, line, type, INK)


def _small_enough(image: Image.Image) -> bytes:
    for quality in QUALITIES:
        file = io.BytesIO()
        image.save(file, "JPEG", quality=quality, optimize=True, subsampling=0)
        if file.tell() <= LARGEST:
            break
    return file.getvalue()
