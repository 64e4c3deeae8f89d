"""A card as a picture, in the board's look: paper, ink and the operator's colour.

Imported when one is drawn: Pillow takes long to load.
"""

import io

from PIL import Image, ImageColor, ImageDraw, ImageOps

from board.sharing.cards import Card
from board.sharing.letters import Type, draw, drawable, wrapped

SIZE = (1200, 630)
LARGEST = 100_000  # bytes
QUALITIES = (88, 80, 70, 55, 40)  # the best that is small enough
# as static/board.css has them
PAPER, INK, MUTED, LINE = "#fbf8f2", "#1f1a15", "#57504a", "#d9d2c6"
ACCENT = "#0f5c5a"
EDGE = 64
PHOTO = 440  # pixels of the card's width
FOOT = 104
TITLES = (Type(84, 800), Type(68, 800), Type(54, 800), Type(46, 800))
LINES = 4
SMALL, NUMBER, NAME = Type(32, 500), Type(36, 650), Type(38, 750)
STEP = 50  # from a line of numbers to the next


def drawn(card: Card, name: str, accent: str, photo: bytes | None) -> bytes:
    """The card of a board of this name as a JPEG of at most 100,000 bytes."""
    image = Image.new("RGB", SIZE, PAPER)
    page = ImageDraw.Draw(image)
    room = SIZE[0] - 2 * EDGE
    if photo:
        image.paste(_fitted(photo), (SIZE[0] - PHOTO, 0))
        room -= PHOTO
    _foot(page, drawable(name), readable(accent))
    _words(page, card, room, readable(accent))
    return _small_enough(image)


def readable(accent: str) -> str:
    """The operator's colour, as dark as white letters on it need; ours where it is
    none we know."""
    try:
        colour: tuple[int, ...] = ImageColor.getrgb(accent)[:3]
    except ValueError:
        return ACCENT
    while _light(colour) > 0.16:  # then white on it has a contrast of 5 or more
        colour = tuple(int(value * 0.94) for value in colour)
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _light(colour: tuple[int, ...]) -> float:
    """How light a colour is, from 0 to 1 (WCAG 2.2, relative luminance)."""
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (part / 255 for part in colour)
    ]
    return sum(w * v for w, v in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def _fitted(photo: bytes) -> Image.Image:
    """The middle of a picture of ours, above the foot."""
    image = Image.open(io.BytesIO(photo), formats=("WEBP",)).convert("RGB")
    return ImageOps.fit(image, (PHOTO, SIZE[1] - FOOT))


def _foot(page: ImageDraw.ImageDraw, name: str, accent: str) -> None:
    """The board's name on its colour."""
    top = SIZE[1] - FOOT
    page.rectangle((0, top, *SIZE), accent)
    for line in wrapped(name, NAME, SIZE[0] - 2 * EDGE, 1):
        draw(page, (EDGE, top + 65), line, NAME, "#ffffff")


def _words(page: ImageDraw.ImageDraw, card: Card, room: int, accent: str) -> None:
    """What it is and where, what it says, how it stands, from top to foot."""
    above = [drawable(words) for words in (card.kind, card.area)]
    line = " · ".join(filter(None, above))
    for words in wrapped(line, SMALL, room, 1):
        draw(page, (EDGE, EDGE + 32), words, SMALL, MUTED)
    title = drawable(card.title) or drawable(card.kind)
    type, lines = _title(title, room, _height(card))
    y = EDGE + 52
    for words in lines:
        y += int(type.size * 1.08)
        draw(page, (EDGE, y), words, type, INK)
    _standing(page, card, room, accent)


def _title(title: str, room: int, height: int) -> tuple[Type, list[str]]:
    """The title as large as it goes in whole, else ended by dots."""
    for type in TITLES:
        most = min(LINES, int(height / (type.size * 1.08)))
        lines = wrapped(title, type, room, most)
        if " ".join(lines) == title:
            break
    return type, lines


def _height(card: Card) -> int:
    """What is left for the title."""
    standing = len(card.numbers) + bool(card.state)
    return SIZE[1] - FOOT - EDGE - 52 - 24 - STEP * standing


def _standing(page: ImageDraw.ImageDraw, card: Card, room: int, accent: str) -> None:
    """Its numbers and its state, one below the other, right above the foot."""
    numbers = [(drawable(words), INK) for words in card.numbers]
    told = [(drawable(card.state), accent), *numbers]
    y = SIZE[1] - FOOT - 34
    for words, colour in reversed([one for one in told if one[0]]):
        for line in wrapped(words, NUMBER, room, 1):
            draw(page, (EDGE, y), line, NUMBER, colour)
        y -= STEP


def _small_enough(image: Image.Image) -> bytes:
    for quality in QUALITIES:
        file = io.BytesIO()
        image.save(file, "JPEG", quality=quality, optimize=True, subsampling=0)
        if file.tell() <= LARGEST:
            break
    return file.getvalue()
