"""Tables for spreadsheets, which take some texts for formulas: those are made plain."""

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from board.text import legible

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def cell(value: Any) -> Any:
    """A value as a spreadsheet may have it: a text that would be a formula gets a quote
    before it."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    text = legible(value)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def table(names: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> str:
    """The whole table, with its head; a byte order mark tells spreadsheets that it is
    UTF-8."""
    file = io.StringIO()
    writer = csv.DictWriter(file, list(names))
    writer.writeheader()
    for row in rows:
        writer.writerow({name: cell(value) for name, value in row.items()})
    return "\ufeff" + file.getvalue()
