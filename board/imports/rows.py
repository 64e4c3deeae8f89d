"""A row of somebody else's file as an issue: checked by the rules of the form people
write with."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from board import clock, text
from board.categories.models import CATEGORIES, AreaCategories
from board.imports.cells import (
    Cells,
    cells_of,
    first_in,
    line_in,
    place_of,
    position_in,
)
from board.imports.dates import NO_DAYS, instant
from board.imports.meanings import category_of, state_of
from board.imports.outliers import FAR_KM, is_far
from board.imports.sources import Source
from board.issues.forms import IssueForm, StateForm
from board.issues.models import Kind, State

NO_REASON = "Closed, no reason given."
# any area: what was said long ago is not refused today
HERE = AreaCategories(0, "here", "here", CATEGORIES)


@dataclass(frozen=True)
class Row:
    """An issue to carry over.

    `closed` and `reason` mean something where `state` is an ending.
    """

    source: str
    area: str
    fields: dict[str, Any]  # as the form has them
    opened: datetime
    closed: datetime
    state: State
    reason: str


def read(values: Mapping[str, str], source: Source) -> Row:
    """The issue that a row, by column, tells of.

    Raises ValueError with a sentence when it can't be one.
    """
    cells = cells_of(values, source)
    opened = _moment("opened", cells, source) or clock.now()
    closed = _moment("closed", cells, source) or opened
    if closed < opened - timedelta(days=1):
        raise ValueError("closed: It was closed before it was opened.")
    reason = _reason(cells, source)
    status = line_in(cells, "state")
    state = state_of(status, first_in(cells, "closed"), reason)
    return Row(
        source=_source(values, cells, source),
        area=line_in(cells, "area") or source.area,
        fields=_fields(cells, source),
        opened=opened,
        closed=max(opened, closed),  # the clocks of two offices differ by seconds
        state=state,
        reason=StateForm.checked(state=state, reason=reason)["reason"] or NO_REASON,
    )


def _reason(cells: Cells, source: Source) -> str:
    """Why it was closed. A letter broken long ago in somebody's closing note is no
    reason to leave the whole matter out."""
    reason = source.preamble.sub("", line_in(cells, "reason"))
    return reason.replace("\N{REPLACEMENT CHARACTER}", "")


def _source(values: Mapping[str, str], cells: Cells, source: Source) -> str:
    """Who the row is, now and in later runs: its id or, in a file without ids, what it
    says."""
    id = line_in(cells, "source_id")
    if "source_id" not in source.columns:
        id = _digest(values)
    if not id or text.fault(id) or len(f"{source.kind}:{id}") > 60:
        raise ValueError("source_id: It is missing, too long or unreadable.")
    return f"{source.kind}:{id}"


def _digest(values: Mapping[str, str]) -> str:
    whole = repr(sorted(values.items())).encode("utf-8", "replace")
    return hashlib.sha256(whole).hexdigest()[:24]


def _fields(cells: Cells, source: Source) -> dict[str, Any]:
    """The issue as the form takes it."""
    title = line_in(cells, "title") or first_in(cells, "category")
    latitude, longitude = _position(cells, source)
    form = IssueForm.checked(
        [HERE],
        area=HERE.slug,
        kind=line_in(cells, "kind").lower() or Kind.PROBLEM,
        title=title,
        body=_body(cells, source, title) or title,
        category=category_of(cells.get("category", [])),
        place=line_in(cells, "place"),
        latitude=latitude,
        longitude=longitude,
    )
    return {name: form[name] for name in IssueForm.COLUMNS}


def _body(cells: Cells, source: Source, title: str) -> str:
    """What is written; of several columns each on a line, with the column's name."""
    lines = cells.get("body", [])
    if len(lines) > 1:
        columns = [_as_word(column) for column in source.columns["body"]]
        pairs = zip(columns, lines, strict=True)
        lines = [f"{name}: {line}" for name, line in pairs if line and line != title]
    return text.tidy("\n".join(lines))


def _as_word(column: str) -> str:
    return column.replace("_", " ").capitalize()


def _position(cells: Cells, source: Source) -> tuple[str, str]:
    """Latitude and longitude as they are typed, or nothing where the source does not
    know.

    Raises ValueError for one without the other, and for a place so far from the others
    that it can't be meant.
    """
    position = position_in(cells)
    if bool(position[0]) != bool(position[1]):
        raise ValueError("latitude, longitude: One of the two is missing.")
    place = place_of(*position)
    if position == source.nowhere or place == (0, 0):
        return "", ""
    if place and is_far(place, source.middle) and source.far != "keep":
        if source.far == "drop":
            return "", ""
        raise ValueError(
            f"latitude, longitude: {', '.join(position)} is over {FAR_KM} km "
            "from the others. "
            "Say what is meant: --far keep, or --far drop to do without the place."
        )
    return position


def _moment(name: str, cells: Cells, source: Source) -> datetime | None:
    """The instant a column tells; in the source's zone where it names none itself.

    None where the file has no such.
    """
    written = first_in(cells, name)
    if not written and (name not in cells or name == "closed"):
        return None
    try:
        found = instant(written, source.timezone, source.dates)
    except ValueError as doubt:
        raise ValueError(f"{name}: {doubt}") from doubt
    if found is None:
        raise ValueError(
            f"{name}: {written[:40]!r} is no date we can read; write 2026-05-31 18:30."
        )
    if found.astimezone(ZoneInfo(source.timezone)).date() in NO_DAYS:
        meant = "" if name == "closed" else "2026-05-31"
        raise ValueError(
            f"{name}: {written} is what programs write for “not known”. "
            f"Say what is meant: --map-value '{name}:{written}={meant}'."
        )
    if found > clock.now():
        raise ValueError(f"{name}: {written} has not come yet.")
    return found
