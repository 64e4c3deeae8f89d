"""Answers as XML or JSON, as the address asks: one is the other without its root
(JSON_and_XML_Conversion of Open311)."""

import json
from typing import Any
from xml.etree import ElementTree as ET

from flask import make_response, request
from werkzeug.wrappers import Response

from board.text import legible

TYPES = {
    "xml": "text/xml; charset=utf-8",
    "json": "application/json; charset=utf-8",
}
# what stands in a list of each name; of others the name without its last letter
ITEMS = {"service_requests": "request", "service_request_updates": "request_update"}
BELOW = "/open311/"


def wanted() -> str:
    """The format that the address of this request ends with; XML where it is none."""
    _before, _dot, suffix = request.path.rpartition(".")
    return suffix if suffix in TYPES else "xml"


def answer(root: str, data: Any, code: int = 200) -> Response:
    """An answer whose XML has this root."""
    suffix = wanted()
    body = as_xml(root, data) if suffix == "xml" else as_json(data)
    return make_response(body, code, {"Content-Type": TYPES[suffix]})


def as_json(data: Any) -> bytes:
    """JSON, with letters as they are."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def as_xml(root: str, data: Any) -> bytes:
    """XML without attributes: an element for each name, in a list one for each item."""
    whole: bytes = ET.tostring(
        _element(root, data), encoding="utf-8", xml_declaration=True
    )
    return whole.replace(b"<?xml version='1.0' encoding='utf-8'?>", DECLARATION, 1)


DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>'


def _element(name: str, value: Any) -> ET.Element:
    element = ET.Element(name)
    if isinstance(value, dict):
        element.extend([_element(*pair) for pair in value.items()])
    elif isinstance(value, list):
        item = ITEMS.get(name, name.removesuffix("s"))
        element.extend([_element(item, one) for one in value])
    else:
        element.text = _text(value) or None
    return element


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else legible(str(value))


def error(code: int, *sentences: str) -> Response:
    """Why something was not done, in the format that was asked for."""
    data = [{"code": code, "description": one} for one in sentences]
    return answer("errors", data, code)


def error_below(code: int, text: str) -> Response | None:
    """The same for any error at an address of Open311; None elsewhere."""
    if not is_data():
        return None
    kept = code in (403, 404, 413, 429) or code >= 500
    return error(code if kept else 400, text)


def is_data() -> bool:
    """Whether this address is for programs, rather than the page about it or nothing of
    ours."""
    return request.path.startswith(BELOW)
