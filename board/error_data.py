"""Errors as data, for programs: JSON or XML where the caller would rather have it than
a page."""

import json
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

from flask import request
from werkzeug.datastructures import MIMEAccept

from board.text import legible


def _as_xml(fields: dict[str, Any]) -> bytes:
    root = ElementTree.Element("error")
    for name, value in fields.items():
        element = ElementTree.SubElement(root, name)
        element.text = legible(str(value))
    whole: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return whole


AS_DATA: dict[str, Callable[[dict[str, Any]], str | bytes]] = {
    "application/json": json.dumps,
    "application/xml": _as_xml,
    "text/xml": _as_xml,
}


def data_wanted() -> str:
    """The kind of data, JSON or XML, that the caller would rather have than a page;
    empty where none is."""
    return data_among(request.accept_mimetypes)


def data_among(accepted: MIMEAccept) -> str:
    """The same of what a request takes."""
    best = accepted.best_match(["text/html", *AS_DATA])
    return best if best in AS_DATA else ""
