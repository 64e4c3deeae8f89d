"""What the cells of one row say, by our fields."""

import re
from collections.abc import Mapping

from board import text
from board.imports.outliers import Place
from board.imports.sources import Source

Cells = Mapping[str, list[str]]  # a field may stand in several columns
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def cells_of(values: Mapping[str, str], source: Source) -> Cells:
    """The cells of a row, given by column; each with the meaning named for it."""
    return {
        name: [_cell(name, values[column], source) for column in columns]
        for name, columns in source.columns.items()
    }


def _cell(name: str, value: str, source: Source) -> str:
    """A cell of this field, or what it was said to mean."""
    value = text.tidy(value)
    if source.quoted and value.startswith("'"):
        value = value[1:]
    meanings = source.meanings.get(name, {})
    return meanings.get(value.casefold(), value)


def line_in(cells: Cells, name: str) -> str:
    """All a row says of a field, on one line."""
    together = ", ".join(filter(None, cells.get(name, [])))
    return " ".join(together.split())


def first_in(cells: Cells, name: str) -> str:
    """The first cell of a field that is not empty."""
    return next(filter(None, cells.get(name, [])), "")


def position_in(cells: Cells) -> tuple[str, str]:
    """Latitude and longitude as a row says them: each by itself, or both in one column.

    Raises ValueError for a column of both that holds anything but two numbers.
    """
    together = line_in(cells, "position")
    if not together or line_in(cells, "latitude"):
        return _degrees(cells, "latitude"), _degrees(cells, "longitude")
    numbers = _NUMBER.findall(together)
    if len(numbers) != 2:
        raise ValueError(
            f"position: {together[:40]!r} is no latitude and longitude; write 52.48, "
            "-1.82."
        )
    first, second = numbers
    return (second, first) if together.upper().startswith("POINT") else (first, second)


def _degrees(cells: Cells, name: str) -> str:
    """A comma is a point where spreadsheets of the Continent write it."""
    return line_in(cells, name).replace(",", ".")


def place_of(latitude: str, longitude: str) -> Place | None:
    """The point two texts name; None where they name none on earth."""
    try:
        place = Place(float(latitude), float(longitude))
    except ValueError:
        return None
    is_on_earth = abs(place.latitude) <= 90 and abs(place.longitude) <= 180
    return place if is_on_earth else None
