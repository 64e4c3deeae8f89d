"""Files as somebody writes them who means harm: what boards tell each other, with
something else in a few places of it."""

import copy
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from hypothesis import strategies as some

from tests.boards.feeds import CLUB, feed, item, suggested

PARTS = [{"minutes": 20, "title": "In pairs", "does": "Ask.", "says": "Why?"}]
SHEETS = [{"title": "Rota", "words": "Name, day"}]
USE = {
    "id": "there:use",
    "place": "Saltley",
    "went": "won",
    "board": "Saltley Board",
    "day": "2026-03-01",
    "url": "https://saltley.example/campaigns/1",
    "changed": [{"words": "We sang.", "why": "It rained.", "step": "listen"}],
}
BOOK = CLUB | {
    "purpose": "So that **people** meet.",
    "wins": ["Ten came."],
    "roles": [{"key": "lead", "name": "Lead", "words": "Keeps the plan."}],
    "steps": [{"key": "listen", "title": "Talk", "day": -7, "role": "lead"}],
    "sheets": SHEETS,
}
COURSE = {"title": "Asking", "summary": "An hour.", "parts": PARTS, "people": [4, 12]}
COURSE |= {"task": {"title": "Ask one", "days": 7}, "sheets": SHEETS}
WIN = {
    "title": "A light",
    "place": "Saltley",
    "how": "They **came**.",
    "changed": "All.",
}
SOUND: dict[str, list[dict[str, Any]]] = {
    "a playbook": [item("a:1", playbook=BOOK, experience=[USE], note="It rained.")],
    "a family": [
        item("a:1", playbook=BOOK),
        item("a:2", playbook=BOOK, from_lineage="a:1", from_version=1),
    ],
    "a course": [item("a:1", course=COURSE)],
    "a win": [item("a:1", win=WIN | {"playbook": "a:1"})],
    "a suggestion": [suggested("ours:book", step="ours:book#listen")],
    "all": [
        item("a:1", playbook=BOOK),
        item("a:2", course=COURSE),
        item("a:3", win=WIN),
    ],
}
# what takes much room is put in at last, as bytes
RAW = {
    "@deep@": b"[" * 40 + b"]" * 40,
    "@deeper@": b"[" * 200_000,
    "@tables@": b'{"a":' * 100_000,
    "@steps@": b"[" + b",".join([b'{"key":"a","title":"b","day":1}'] * 60_000) + b"]",
    "@million@": b"["
    + b",".join([b'{"key":"a","title":"b","day":1}'] * 1_000_000)
    + b"]",
    "@long@": b'"' + b"x" * 1_900_000 + b'"',
    "@bytes@": b'"\xc3\x28\xff"',
    "@surrogate@": b'"\\ud800"',
    "@nan@": b"NaN",
}
HOSTILE = [
    *RAW,
    *("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\0", "\u202e"),
    *("[a](javascript:alert(1))", "![a](https://spy.example/1.png)", "{{ 7 * 7 }}"),
    *("</textarea><svg onload=alert(1)>", "\n" * 50, " ", "", "x" * 301, "ж" * 130),
    *("javascript:alert(1)", "a:1", "a:2", "#", "https://spy.example/\r\nX: 1"),
    *(None, True, False, 0, -1, 731, 10**40, 1e99, [], {}, [[]], [None], {"": ""}),
]


class Spot(NamedTuple):
    """A place in a document: what holds it, and under which name or number."""

    within: Any
    name: Any


def spots(document: Any) -> Iterator[Spot]:
    """Each place in it, the outer ones first."""
    inner = document.items() if isinstance(document, dict) else enumerate(document)
    for name, value in list(inner):
        yield Spot(document, name)
        if isinstance(value, dict | list):
            yield from spots(value)


@some.composite
def files(draw: Any) -> bytes:
    """A file with up to three things in it that no board writes, and maybe a few bytes
    that nobody does."""
    items = copy.deepcopy(SOUND[draw(some.sampled_from(sorted(SOUND)))])
    document = json.loads(feed(*items))
    document["next_url"] = "https://saltley.example/wins.json?after=1"
    value = some.sampled_from(HOSTILE) | some.text(max_size=200)
    for _ in range(draw(some.integers(0, 3))):
        places = list(spots(document))
        spot = places[draw(some.integers(0, len(places) - 1))]
        if draw(some.integers(0, 9)) == 0 and isinstance(spot.within, list):
            spot.within.append(copy.deepcopy(spot.within[spot.name]))  # twice
        else:
            spot.within[spot.name] = draw(value)
    whole = json.dumps(document).encode()
    for mark, raw in RAW.items():
        whole = whole.replace(json.dumps(mark).encode(), raw, 1)
    if draw(some.integers(0, 3)) == 0:
        at = draw(some.integers(0, len(whole)))
        whole = whole[:at] + draw(some.binary(max_size=20)) + whole[at:]
    return whole
