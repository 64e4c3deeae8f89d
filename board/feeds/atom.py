"""Atom feeds, written by the standard library: what is new, for programs that look for
it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple
from xml.etree import ElementTree as ET

from board.drawing import locale
from board.text import legible

SPACE = "http://www.w3.org/2005/Atom"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
START = datetime(2000, 1, 1, tzinfo=UTC)  # of a feed in which nothing stands yet
ET.register_namespace("", SPACE)


class Entry(NamedTuple):
    """One thing in a feed; `id` is its address and stays the same for ever."""

    id: str
    link: str
    title: str
    author: str
    published: datetime
    updated: datetime
    text: str
    category: str = ""


def feed(title: str, own: str, page: str, entries: Iterable[Entry]) -> bytes:
    """The whole feed.

    `own` is its address, `page` the one of the page that says the same.
    """
    listed = list(entries)
    updated = max((entry.updated for entry in listed), default=START)
    root = ET.Element(_tag("feed"), {LANG: locale().replace("_", "-")})
    _add(root, "id", own)
    _add(root, "title", title)
    _add(root, "updated", _moment(updated))
    _add(root, "link", rel="self", type="application/atom+xml", href=own)
    _add(root, "link", rel="alternate", type="text/html", href=page)
    for entry in listed:
        _add_entry(root, entry)
    whole: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return whole


def _add_entry(root: ET.Element, entry: Entry) -> None:
    element = ET.SubElement(root, _tag("entry"))
    _add(element, "id", entry.id)
    _add(element, "title", entry.title)
    _add(element, "published", _moment(entry.published))
    _add(element, "updated", _moment(entry.updated))
    _add(element, "link", rel="alternate", type="text/html", href=entry.link)
    author = ET.SubElement(element, _tag("author"))
    _add(author, "name", entry.author)
    if entry.category:
        _add(element, "category", term=entry.category)
    _add(element, "summary", entry.text)


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> None:
    """Add an element, without what XML can't hold."""
    element = ET.SubElement(parent, _tag(name))
    element.text = legible(text) or None
    for attribute, value in attributes.items():
        element.set(attribute, legible(value))


def _tag(name: str) -> str:
    return f"{{{SPACE}}}{name}"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
