"""A row of somebody else's file as an issue: checked by the rules of the form people
write with."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from board import clock, text
from board.categories.models import CATEGORIES, AreaCategories
from board.imports.columns import Source, category_of, state_of
from board.imports.dates import NO_DAYS, instant
from board.imports.outliers import FAR_KM, Place, is_far
from board.issues.forms import IssueForm, StateForm
from board.issues.models import Kind, State

NO_REASON = "Closed, no reason given."
# any area: what was said long ago is not refused today
HERE = AreaCategories(0, "here", "here", CATEGORIES)
Cells = Mapping[str, list[str]]  # what stands in a row, by field
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Row:
    """An issue to carry over.

    `closed` and `reason` mean something where `state` is an ending.
    """

    source: str
    area: str
    fields: dict[str, Any]
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
    # A letter broken long ago in somebody's closing note is no reason to leave the
    # whole matter out.
    reason = source.preamble.sub("", _line("reason", cells)).replace(
        "\N{REPLACEMENT CHARACTER}", ""
    )
    state = state_of(_line("state", cells), moment_text("closed", cells), reason)
    return Row(
        source=_source(values, cells, source),
        area=_line("area", cells) or source.area,
        fields=_fields(cells, source),
        opened=opened,
        closed=max(opened, closed),  # the clocks of two offices differ by seconds
        state=state,
        reason=StateForm.checked(state=state, reason=reason)["reason"] or NO_REASON,
    )


def cells_of(values: Mapping[str, str], source: Source) -> Cells:
    """What stands in a row, by field, with the meanings that were given."""
    return {
        name: [_value(name, values[c], source) for c in columns]
        for name, columns in source.columns.items()
    }


def _value(name: str, cell: str, source: Source) -> str:
    """What a cell says, or the meaning that was given for it."""
    cell = text.tidy(cell)
    if source.quoted and cell.startswith("'"):
        cell = cell[1:]
    return source.meanings.get(name, {}).get(cell.casefold(), cell)


def _line(name: str, cells: Cells) -> str:
    return " ".join(", ".join(filter(None, cells.get(name, []))).split())


def moment_text(name: str, cells: Cells) -> str:
    """What a row says of when something was: the first of its columns that says
    anything."""
    return next(filter(None, cells.get(name, [])), "")


def _degrees(name: str, cells: Cells) -> str:
    """A comma is a point where spreadsheets of the Continent write it."""
    return _line(name, cells).replace(",", ".")


def position_texts(cells: Cells) -> tuple[str, str]:
    """Latitude and longitude as a row says them: each by itself, or both in one column.

    Raises ValueError for a column of both that holds anything but two numbers.
    """
    together = _line("position", cells)
    if not together or _line("latitude", cells):
        return _degrees("latitude", cells), _degrees("longitude", cells)
    numbers = _NUMBER.findall(together)
    if len(numbers) != 2:
        raise ValueError(
            f"position: {together[:40]!r} is no latitude and longitude; write 52.48, "
            "-1.82."
        )
    first, second = numbers
    return (second, first) if together.upper().startswith("POINT") else (first, second)


def _source(values: Mapping[str, str], cells: Cells, source: Source) -> str:
    """Who the row is, now and in later runs: its id or, in a file without ids, what it
    says."""
    id = _line("source_id", cells)
    if "source_id" not in source.columns:
        id = hashlib.sha256(
            repr(sorted(values.items())).encode("utf-8", "replace")
        ).hexdigest()[:24]
    if not id or text.fault(id) or len(f"{source.kind}:{id}") > 60:
        raise ValueError("source_id: It is missing, too long or unreadable.")
    return f"{source.kind}:{id}"


def _fields(cells: Cells, source: Source) -> dict[str, Any]:
    title = _line("title", cells) or next(filter(None, cells.get("category", [])), "")
    lines = cells.get("body", [])
    if len(lines) > 1:
        lines = [
            f"{column.replace('_', ' ').capitalize()}: {line}"
            for column, line in zip(source.columns["body"], lines, strict=True)
            if line and line != title
        ]
    latitude, longitude = _position(cells, source)
    fields = IssueForm.checked(
        [HERE],
        area=HERE.slug,
        kind=_line("kind", cells).lower() or Kind.PROBLEM,
        title=title,
        body=text.tidy("\n".join(lines)) or title,
        category=category_of(cells.get("category", [])),
        place=_line("place", cells),
        latitude=latitude,
        longitude=longitude,
    )
    return {name: fields[name] for name in IssueForm.SAID}


def _position(cells: Cells, source: Source) -> tuple[str, str]:
    """Latitude and longitude as they are typed, or nothing where the source does not
    know.

    Raises ValueError for one without the other, and for a place so far from the others
    that it can't be meant.
    """
    position = position_texts(cells)
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


def place_of(latitude: str, longitude: str) -> Place | None:
    """The point two texts name; None where they name none on earth."""
    try:
        place = Place(float(latitude), float(longitude))
    except ValueError:
        return None
    return place if abs(place.latitude) <= 90 and abs(place.longitude) <= 180 else None


def _moment(name: str, cells: Cells, source: Source) -> datetime | None:
    """The instant a column tells; in the source's zone where it names none itself.

    None where the file has no such.
    """
    written = moment_text(name, cells)
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
        raise ValueError(
            f"{name}: {written} is what programs write for “not known”. "
            f"Say what is meant: --map-value '{name}:{written}={{}}'.".format(
                "" if name == "closed" else "2026-05-31"
            )
        )
    if found > clock.now():
        raise ValueError(f"{name}: {written} has not come yet.")
    return found
