"""A first reading of a spreadsheet: which column is what, and what only all rows
together show."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from board import text
from board.imports.cells import cells_of, first_in, place_of, position_in
from board.imports.columns import mapped, meant, source_of
from board.imports.dates import order_of
from board.imports.outliers import Place, middle
from board.imports.sources import Source
from board.imports.spreadsheets import Sheet, opened

# characters; cut off, two files could have one name, and one's ids would be the other's
LONGEST_KIND = 30


def surveyed(file: Path, encoding: str, zone: str, **wanted: Any) -> Source:
    """What is where in the file: what its header says, under the options, and what only
    all its rows show."""
    with opened(file, encoding) as (_raw, lines):
        sheet = Sheet(lines)
        found = source_of(sheet.header, file.name.split(".")[0], zone)
        source = understood(sheet.header, found, **wanted)
        seen = Survey()
        for _line, cells in sheet.rows(lambda _line, _wrong: None):
            seen.note(dict(zip(sheet.header, cells, strict=True)), source)
    dates = wanted["dates"] or source.dates or order_of(seen.days)
    return replace(
        source, dates=dates, middle=middle(seen.places), far=wanted["far"] or ""
    )


def understood(header: list[str], found: Source, **wanted: Any) -> Source:
    """What is where in the file: what its header says, under the options.

    Raises ValueError for what is missing.
    """
    timezone = ZoneInfo(wanted["timezone"] or found.timezone).key
    source = meant(mapped(found, wanted["maps"], header), wanted["values"])
    kind = text.slug(wanted["source"] or source.kind)
    area = wanted["area"] or source.area
    if len(kind) > LONGEST_KIND:
        raise ValueError(
            f"“{kind}” is longer than {LONGEST_KIND} characters. Say what the ids "
            "belong to: --source NAME."
        )
    for column in chain.from_iterable(source.columns.values()):
        if header.count(column) > 1:
            raise ValueError(
                f"Several columns are called {column!r}. Give each a name of its own."
            )
    if "title" not in source.columns:
        raise ValueError(
            "No column is the title. Say which: --map COLUMN=title. There are: "
            f"{', '.join(header)}."
        )
    if "area" not in source.columns and not area:
        raise ValueError(
            "No column is the area. Say where the rows belong: --area NAME."
        )
    return replace(source, kind=kind, area=area, timezone=timezone)


@dataclass
class Survey:
    """What all the rows of a file show together: where they are, and how its days are
    written."""

    places: list[Place] = field(default_factory=list)
    days: set[str] = field(default_factory=set)

    def note(self, values: dict[str, str], source: Source) -> None:
        """Look at a row."""
        cells = cells_of(values, source)
        self.days.add(first_in(cells, "opened"))
        self.days.add(first_in(cells, "closed"))
        with suppress(ValueError):  # reported when the row is read
            pair = position_in(cells)
            place = place_of(*pair)
            if place and place != (0, 0) and pair != source.nowhere:
                self.places.append(place)
