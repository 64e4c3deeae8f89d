"""Hands of another system: a key that an operator made, and what it sends with it."""

from collections.abc import Collection
from typing import Any
from xml.etree import ElementTree as ET

from board.accounts.models import Person
from board.moderation.case_actions import decide
from board.moderation.decisions import Decision
from board.moderation.finding import find
from board.moderation.rules import based_on
from board.open311 import caller_actions
from tests.builders import Maker, People
from tests.pages import Browser, Page, over_wsgi

V2 = "/open311/v2"
TEST = "/open311/test/v2"
LAMP = {
    "service_code": "lighting",
    "description": "The lamp is out\n\nSince March, and it is dark.",
    "jurisdiction_id": "hodge-hill",
    "lat": "52.4921",
    "long": "-1.8203",
}
SAID = {
    "update_id": "7",
    "status": "INVESTIGATING",
    "updated_datetime": "2026-05-01T09:30:00+01:00",
    "description": "We have asked the people who look after the lamps.",
}


def key_for(
    make: Maker,
    people: People,
    *,
    rights: Collection[str] = ("sends_requests", "sends_updates"),
    areas: Collection[Any] = (),
    name: str = "Lamp Watch",
    per_hour: int = 1000,
) -> str:
    """An operator gives a system a key; for Hodge Hill unless said otherwise."""
    here = [area.id for area in areas or [people.hodge_hill]]
    with make.writing():
        by = make._here(people.operator)
        return caller_actions.add(
            by, name=name, areas=here, rights=rights, per_hour=per_hour
        )


def program(make: Maker) -> Browser:
    """What has no cookies and no form of ours."""
    return Browser(over_wsgi(make.app))


def post(make: Maker, path: str, key: str, *, at: str = V2, **fields: Any) -> Page:
    """What a system sends; a list is several of a name."""
    sent = [("api_key", key)] if key else []
    for name, value in fields.items():
        several = value if isinstance(value, list) else [value]
        sent += [(name, one) for one in several]
    return program(make).send_form(f"{at}/{path}", sent)


def send(make: Maker, key: str, **fields: Any) -> Page:
    """A service request."""
    return post(make, "requests.json", key, **LAMP | fields)


def number(page: Page) -> int:
    """The number that was given for it."""
    assert page.status == 200, page.text
    return int(page.json[0]["service_request_id"])


def update(make: Maker, key: str, issue: int, **fields: Any) -> Page:
    """What became of it elsewhere."""
    said = SAID | {"service_request_id": f"{issue}"} | fields
    return post(make, "servicerequestupdates.json", key, **said)


def decide_on(
    make: Maker, by: Person, kind: str, id: int, act: str, reason: str = ""
) -> None:
    """An organiser decides on what came."""
    with make.writing():
        basis = based_on("1" if reason else "", reason)
        decide(find(kind, id), make._here(by), Decision(act, basis))


def one(make: Maker, id: int, suffix: str = "json") -> Page:
    """A single request."""
    return program(make).get(f"{V2}/requests/{id}.{suffix}")


def listed(make: Maker, query: str = "") -> list[dict[str, Any]]:
    """The list of requests."""
    page = program(make).get(f"{V2}/requests.json{query}")
    assert page.status == 200, page.text
    found: list[dict[str, Any]] = page.json
    return found


def simple(element: ET.Element) -> Any:
    """XML as FixMyStreet's client reads it: names and texts, no attributes, and lists
    where it forces them."""
    assert not element.attrib
    if not len(element):
        return element.text
    forced = ("service", "attribute", "value", "request", "error", "request_update")
    found: dict[str, Any] = {}
    for child in element:
        assert not (element.text or "").strip(), "mixed content"
        if child.tag in forced:
            found.setdefault(child.tag, []).append(simple(child))
        else:
            assert child.tag not in found, f"{child.tag} stands twice"
            found[child.tag] = simple(child)
    return found
