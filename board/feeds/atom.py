"""Atom feeds, written by the standard library: what is new, for programs that look for
it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple
from xml.etree import ElementTree as ET

from board.text import legible

SPACE = "http://www.w3.org/2005/Atom"
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
    root = ET.Element(f"{{{SPACE}}}feed")
    _say(root, "id", own)
    _say(root, "title", title)
    _say(
        root,
        "updated",
        _moment(max((entry.updated for entry in listed), default=START)),
    )
    _say(root, "link", rel="self", type="application/atom+xml", href=own)
    _say(root, "link", rel="alternate", type="text/html", href=page)
    for entry in listed:
        _add(root, entry)
    whole: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return whole


def _add(root: ET.Element, entry: Entry) -> None:
    entry_tag = ET.SubElement(root, f"{{{SPACE}}}entry")
    _say(entry_tag, "id", entry.id)
    _say(entry_tag, "title", entry.title)
    _say(entry_tag, "published", _moment(entry.published))
    _say(entry_tag, "updated", _moment(entry.updated))
    _say(entry_tag, "link", rel="alternate", type="text/html", href=entry.link)
    _say(ET.SubElement(entry_tag, f"{{{SPACE}}}author"), "name", entry.author)
    if entry.category:
        _say(entry_tag, "category", term=entry.category)
    _say(entry_tag, "summary", entry.text)


def _say(parent: ET.Element, name: str, words: str = "", **attributes: str) -> None:
    element = ET.SubElement(
        parent, f"{{{SPACE}}}{name}", {k: legible(v) for k, v in attributes.items()}
    )
    element.text = legible(words) or None


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
