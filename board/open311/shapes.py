"""Posts and what became of them, as Open311 has them: what everybody may see, and no
more."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from flask_babel import gettext as _

from board.categories.views import category_of
from board.db import AnyRow
from board.drawing import full
from board.issues.models import State
from board.open311.update_queries import WORDS, state_of
from board.words import BADGES

LONGEST = 4000  # characters of a description


def moment(at: datetime) -> str:
    """`2026-05-01T09:30:00Z`"""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def request_of(row: AnyRow, updates: Sequence[AnyRow]) -> dict[str, Any]:
    """A post as a service request, with the latest of what became of it."""
    is_closed = State(row.state).is_ending
    return {
        "service_request_id": str(row.id),
        "status": "closed" if is_closed else "open",
        "status_notes": described(updates[-1]) if updates else None,
        "service_name": _name(row),
        "service_code": row.category,
        "description": f"{row.title}\n\n{row.body}"[:LONGEST],
        "agency_responsible": None,
        "service_notice": None,
        "requested_datetime": moment(row.created_at),
        "updated_datetime": moment(row.updated),
        "expected_datetime": None,
        "address": row.place or None,
        "address_id": None,
        "zipcode": None,
        "lat": row.latitude,
        "long": row.longitude,
        "media_url": full(f"/photos/{row.cover}-large.webp") if row.cover else None,
    }


def bare(row: AnyRow, why: str) -> dict[str, Any]:
    """A post that nobody reads: what it is about and when it came, and why it is gone;
    open while an organiser is to look at it."""
    at = moment(row.hidden_at or row.created_at)
    empty = dict.fromkeys(("address", "zipcode", "lat", "long", "media_url"))
    return {
        "service_request_id": str(row.id),
        "status": "closed" if why else "open",
        "status_notes": why or None,
        "service_name": _name(row),
        "service_code": row.category,
        "description": None,
        "requested_datetime": moment(row.created_at),
        "updated_datetime": at,
    } | empty


def _name(row: AnyRow) -> str:
    return str(category_of(row.area_id, row.category).name)


def extensions_of(row: AnyRow, updates: Sequence[AnyRow]) -> dict[str, Any]:
    """What strict readers do not know: more about a post, and all that became of it."""
    more = {
        "title": row.title,
        "kind": row.kind,
        "state": row.state,
        "area": row.area_slug,
        "people": row.second_count,
        "url": full(f"/issues/{row.id}"),
    }
    notes = [
        {
            "datetime": moment(line.at),
            "type": WORDS[state_of(line)],
            "description": described(line),
        }
        for line in updates
    ]
    asked = [{"code": "kind", "value": row.kind}]
    return {"extended_attributes": more, "notes": notes, "attributes": asked}


def update_of(line: AnyRow) -> dict[str, Any]:
    """What became of a post, as an update of it."""
    return {
        "update_id": update_id(line.part_id, line.id),
        "service_request_id": str(line.subject_id),
        "status": WORDS[state_of(line)],
        "updated_datetime": moment(line.at),
        "description": described(line),
        "media_url": None,
    }


def update_id(comment_id: int | None, line_id: int = 0) -> str:
    """The name of an update for ever: its words', or that of its line of the log."""
    return f"comment-{comment_id}" if comment_id else f"line-{line_id}"


def described(line: AnyRow) -> str:
    """What became of a post and why, in words."""
    _icon, words = BADGES[state_of(line)]
    parts = (str(_(words)), line.body, line.evidence)
    return "\n\n".join(part for part in parts if part)[:LONGEST]
