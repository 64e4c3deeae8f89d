"""The rows of a spreadsheet that can come in."""

from collections.abc import Callable, Iterator

from board.areas.forms import AreaForm
from board.imports.rows import Row, read
from board.imports.sources import Source
from board.imports.spreadsheets import Sheet


def usable_rows(
    sheet: Sheet, source: Source, skip: Callable[[int, Exception], None]
) -> Iterator[Row]:
    """The rows that can be used; `skip` is called with the line of each other, and why.

    One whose id stood above with other words is none of them, nor is one again in a
    file without ids: it could be another matter.
    """
    known: dict[str, tuple[int, int]] = {}
    for line, cells in sheet.rows(skip):
        try:
            row = _row(dict(zip(sheet.header, cells, strict=True)), source)
            words = hash(tuple(cells))
            first, first_words = known.setdefault(row.source, (line, words))
            if line != first and "source_id" not in source.columns:
                raise ValueError(
                    f"It says the same as line {first}. If these are two matters, "
                    "give each an id."
                )
            if words != first_words:
                raise ValueError(
                    f"Its id stood on line {first} with other words. Give each matter "
                    "an id of its own."
                )
            yield row
        except ValueError as wrong:
            skip(line, wrong)


def _row(values: dict[str, str], source: Source) -> Row:
    """One row as an issue. Raises ValueError with a sentence."""
    row = read(values, source)
    try:
        AreaForm.checked(name=row.area)
    except ValueError as wrong:
        raise ValueError(f"area {wrong}") from wrong
    return row
