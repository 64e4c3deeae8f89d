"""What every answer has to look like, by schemas of our own (tests/data/open311), and
that its XML says the same as its JSON."""

import json
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from jsonschema import Draft202012Validator

from tests.pages import Browser

SCHEMAS = Path(__file__).parents[1] / "data" / "open311"
KINDS = {"xml": "text/xml", "json": "application/json"}
ROOTS = {
    "services": "services",
    "service_definition": "service_definition",
    "requests": "service_requests",
    "requests_extended": "service_requests",
    "given": "service_requests",
    "token": "service_requests",
    "updates": "service_request_updates",
    "given_update": "service_request_updates",
    "errors": "errors",
    "discovery": "discovery",
}


@cache
def _schema(name: str) -> Draft202012Validator:
    text = (SCHEMAS / f"{name}.schema.json").read_text()
    checker = Draft202012Validator.FORMAT_CHECKER
    return Draft202012Validator(json.loads(text), format_checker=checker)


def check(name: str, data: Any) -> None:
    """Fail with what is wrong by a schema."""
    wrong = [
        f"{one.json_path}: {one.message}" for one in _schema(name).iter_errors(data)
    ]
    assert not wrong, "\n".join(wrong)


def check_both(browser: Browser, name: str, path: str, query: str = "") -> Any:
    """Ask for both formats: each is whole, and they say the same; the JSON."""
    as_json = browser.get(f"{path}.json{query}")
    as_xml = browser.get(f"{path}.xml{query}")
    assert as_json.status == as_xml.status, path
    for suffix, page in (("json", as_json), ("xml", as_xml)):
        assert page.headers["content-type"] == f"{KINDS[suffix]}; charset=utf-8"
    check(name, as_json.json)
    check_xml(name, as_xml.text, as_json.json)
    return as_json.json


def check_xml(name: str, text: str, data: Any) -> None:
    """The XML has the declaration, the root of its kind and the very same content."""
    assert text.startswith('<?xml version="1.0" encoding="utf-8"?>')
    root = ET.fromstring(text)
    assert root.tag == ROOTS[name]
    wrong = differs(root, data)
    assert not wrong, wrong


def differs(element: ET.Element, data: Any) -> str:
    """Where an element says something else than the data it should hold."""
    assert not element.attrib
    children = list(element)
    if isinstance(data, dict):
        if [child.tag for child in children] != list(data):
            return f"{element.tag} holds {[child.tag for child in children]}"
        pairs = zip(children, data.values(), strict=True)
        return next(filter(None, (differs(*pair) for pair in pairs)), "")
    if isinstance(data, list):
        if len(children) != len(data) or len({child.tag for child in children}) > 1:
            return f"{element.tag} has other things in it"
        pairs = zip(children, data, strict=True)
        return next(filter(None, (differs(*pair) for pair in pairs)), "")
    said = "" if data is None else str(data)
    said = said.lower() if isinstance(data, bool) else said
    return "" if (element.text or "") == said else f"{element.tag}: {element.text!r}"
