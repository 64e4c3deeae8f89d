"""Feeds as another board writes them."""

import json
from typing import Any

CLUB: dict[str, Any] = {
    "title": "Homework club",
    "summary": "A quiet room, twice a week.",
    "steps": [
        {"key": "listen", "day": -42, "title": "Talk to twenty parents"},
        {"key": "open", "day": 0, "title": "Open", "shape": "shift", "starts": "15:30"},
    ],
}


def item(lineage: str = "ward-end:club", **about: Any) -> dict[str, Any]:
    """An item with a playbook, or with what is named."""
    kind = (
        {}
        if {"playbook", "course", "win", "suggestion"} & about.keys()
        else {"playbook": CLUB}
    )
    return {"id": f"{lineage}@1", "_board": {"lineage": lineage} | kind | about}


def suggested(of: str, lineage: str = "x:1", **said: Any) -> dict[str, Any]:
    """An item with what somebody changed about a playbook of this name."""
    told = {
        "of": of,
        "title": "A garden",
        "words": "Dig at night.",
        "why": "It was hot.",
    }
    step = {"step": f"{of}#thank", "board": "Ward End"}
    return item(lineage, suggestion=told | step | said)


def feed(*items: Any, **more: Any) -> bytes:
    """A page of a feed."""
    page = {"version": "https://jsonfeed.org/version/1.1", "title": "Ward End"}
    return json.dumps(page | {"items": list(items)} | more).encode()
