"""Reading what a council answers, which may be anything: JSON, bare or wrapped, or XML,
becomes rows of short texts."""

import math
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from board import text
from board.errors import Invalid

Row = dict[str, Any]
LONGEST = 4000  # characters of one text
MOST_ROWS = 5000
DEEPEST = 5  # things within things
A_PAGE = _l(
    "It answered with a web page instead of data. Check its address, and whether it "
    "wants a jurisdiction."
)
NO_DATA = _l("It answered with something that is no data of Open311.")
# what would let a short document grow without end
_DECLARES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_PAGE = re.compile(rb"<!\s*doctype\s+html|<html[\s>]", re.IGNORECASE)


def rows(document: bytes) -> list[Row]:
    """What a list or a single thing says, each by the names of its fields.

    Raises Invalid, in words, for what is no data.
    """
    document = document.removeprefix(b"\xef\xbb\xbf").lstrip()
    start = document[:1000]
    if _PAGE.search(start):
        raise Invalid(str(A_PAGE))
    found = _of_xml(document) if start.startswith(b"<") else _of_json(document)
    if len(found) > MOST_ROWS:
        raise Invalid(_("It answered with more than we read in one go."))
    return found


def _of_json(document: bytes) -> list[Row]:
    try:
        said = msgspec.json.decode(document)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as wrong:
        raise Invalid(str(NO_DATA)) from wrong
    return [_plain(row) for row in _unwrapped(said)]


def _unwrapped(said: Any) -> list[Any]:
    """The list in it, however many names it is wrapped in; a thing alone is a list of
    one."""
    while isinstance(said, dict) and len(said) == 1:
        (inner,) = said.values()
        if not isinstance(inner, dict | list):
            break
        said = inner
    found = said if isinstance(said, list) else [said]
    if not all(isinstance(row, dict) for row in found):
        raise Invalid(str(NO_DATA))
    return found


def _plain(row: Row) -> Row:
    return {str(name): _value(value) for name, value in row.items()}


def _value(value: Any, depth: int = 0) -> Any:
    """A text as it may stand in a page, also within lists and things."""
    if isinstance(value, list | dict) and depth > DEEPEST:
        return ""
    if isinstance(value, list):
        return [_value(one, depth + 1) for one in value[:200]]
    if isinstance(value, dict):
        return {str(key): _value(one, depth + 1) for key, one in value.items()}
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _text(str(value))


def _text(value: str) -> str:
    """Without what no page may show, and not longer than any text of ours."""
    return text.tidy(text.legible(value[:LONGEST])).replace("\u202e", "")


def _of_xml(document: bytes) -> list[Row]:
    if _DECLARES.search(document):
        raise Invalid(str(NO_DATA))
    try:
        root = ET.fromstring(document)  # noqa: S314  it declares nothing, and is short
    except (ET.ParseError, ValueError, LookupError) as wrong:
        raise Invalid(str(NO_DATA)) from wrong
    if len(root) or (root.text or "").strip():
        return _unwrapped(_element(root))
    return []  # an empty list


def _element(element: ET.Element, depth: int = 0) -> Any:
    """A text, a list where it holds some of one kind, or else its fields by name."""
    if not len(element):
        return _text(element.text or "")
    if depth > DEEPEST:
        return ""
    inner = [(child.tag.rpartition("}")[2], child) for child in element]
    if len({name for name, _child in inner}) == 1 and len(inner[0][1]):
        return [_element(child, depth + 1) for _name, child in inner]
    return {name: _element(child, depth + 1) for name, child in inner}


def faults(found: list[Row]) -> str:
    """What it says is wrong, in its words; nothing where that is no list of errors."""
    if not found or not all(map(_is_fault, found)):
        return ""
    return " ".join(str(row["description"] or row["code"]) for row in found)[:400]


def _is_fault(row: Row) -> bool:
    has_both = "code" in row and "description" in row
    return has_both and not row.keys() & {"service_code", "variable", "datatype"}


def said(row: Row, *names: str, most: int = LONGEST) -> str:
    """The first of these fields that holds a text."""
    for name in names:
        value = row.get(name, "")
        if isinstance(value, str) and value:
            return value[:most]
    return ""


def moment(row: Row, *names: str) -> datetime | None:
    """When, as one of these fields says; a time without a zone is in UTC."""
    try:
        found = datetime.fromisoformat(said(row, *names))
    except ValueError:
        return None
    if not 2000 <= found.year < 2200:
        return None
    return found.replace(tzinfo=found.tzinfo or UTC).astimezone(UTC)


def degrees(row: Row, name: str, most: int) -> float | None:
    """A latitude or a longitude; nothing where there is none on earth."""
    try:
        found = float(said(row, name))
    except ValueError:
        return None
    return found if math.isfinite(found) and abs(found) <= most else None


def is_closed(row: Row) -> bool | None:
    """Whether a report is closed; nothing where it does not say."""
    return {"open": False, "closed": True}.get(said(row, "status").lower())


def questions(definition: list[Row]) -> Iterator[Row]:
    """What a service wants to know besides, each with its words and what may be
    answered; what only tells something is left out."""
    for row in definition:
        asked = [row] if "variable" in row else row.get("attributes", [])
        for one in asked if isinstance(asked, list) else ():
            if isinstance(one, dict) and said(one, "variable").lower() != "false":
                yield _question(one)


def _question(one: Row) -> Row:
    values = one.get("values", [])
    values = values if isinstance(values, list) else []
    offered = [value for value in values if isinstance(value, dict)]
    return {
        "code": said(one, "code", most=120),
        "words": said(one, "description", "code", most=300),
        "required": said(one, "required").lower() == "true",
        "kind": said(one, "datatype", most=20),
        "values": [
            [said(value, "key", most=120), said(value, "name", "key", most=120)]
            for value in offered
            if said(value, "key")
        ],
    }
