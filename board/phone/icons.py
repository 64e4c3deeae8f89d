"""The board's picture for a home screen, drawn in the operator's colour: a notice on a
pin, as in `static/favicon.svg`."""

import io
from functools import lru_cache
from typing import NamedTuple

PAPER = "#fdfaf4"
PIN = "#d9512c"
SMOOTH = 4  # drawn so many times as large, then made smaller
GRID = 32  # the units of the drawing, as in the SVG


class Shape(NamedTuple):
    """A picture: its width in pixels, how much of that the drawing takes, and how round
    its corners are in units. A phone cuts its own shape out of one without corners."""

    pixels: int
    share: float
    corner: float


ICONS = {
    "192": Shape(192, 1, 6),
    "512": Shape(512, 1, 6),
    "maskable": Shape(512, 0.72, 0),
    "apple": Shape(180, 0.9, 0),
}


@lru_cache(8)
def icon(name: str, colour: str) -> bytes:
    """The picture of this name as PNG."""
    from PIL import Image, ImageDraw  # slow to load, and no page needs it

    shape = ICONS[name]
    width = shape.pixels * SMOOTH
    picture = Image.new("RGBA", (width, width))
    brush = ImageDraw.Draw(picture)
    corner = shape.corner * width / GRID
    brush.rounded_rectangle((0, 0, width, width), corner, colour)
    _draw_notice(brush, width, width * shape.share / GRID, colour)
    file = io.BytesIO()
    picture.resize((shape.pixels, shape.pixels)).save(file, "PNG", optimize=True)
    return file.getvalue()


def _draw_notice(brush: object, width: int, unit: float, colour: str) -> None:
    """A sheet with two lines on it and its pin, in the middle."""
    from PIL import ImageDraw

    assert isinstance(brush, ImageDraw.ImageDraw)
    edge = (width - GRID * unit) / 2

    def box(*corners: float) -> list[float]:
        return [edge + corner * unit for corner in corners]

    brush.rounded_rectangle(box(6, 8, 26, 27), 1.5 * unit, PAPER)
    brush.rounded_rectangle(box(8.75, 14.75, 23.25, 17.25), 1.25 * unit, colour)
    brush.rounded_rectangle(box(8.75, 19.25, 19.25, 21.75), 1.25 * unit, colour)
    brush.ellipse(box(11.75, 3.75, 20.25, 12.25), PAPER)
    brush.ellipse(box(13.25, 5.25, 18.75, 10.75), PIN)
