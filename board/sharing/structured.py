"""Events as search engines and calendars read them on a page (schema.org, JSON-LD)."""

from typing import Any

from flask import current_app

from board.db import AnyRow
from board.drawing import full, local
from board.events.models import Kind
from board.markdown import initial_lines

CONTEXT = "https://schema.org"
LENGTH = 300  # characters of what it is about


def event_facts(row: AnyRow) -> dict[str, Any] | None:
    """An event that anybody may come to, with its free places where they are counted.

    None for one in somebody's home: whoever is to find it is told by its host.
    """
    if row.kind == Kind.HOUSE_MEETING:
        return None
    address = full(f"/events/{row.id}")
    off = "EventCancelled" if row.cancelled_at else "EventScheduled"
    return {
        "@context": CONTEXT,
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": row.title,
        "description": initial_lines(row.details, LENGTH) or row.title,
        "startDate": local(row.starts_at).isoformat(),
        "endDate": local(row.ends_at).isoformat(),
        "eventStatus": f"{CONTEXT}/{off}",
        "eventAttendanceMode": f"{CONTEXT}/OfflineEventAttendanceMode",
        "location": _location(row),
        "organizer": _organizer(row),
        **_places(row),
    }


def _location(row: AnyRow) -> dict[str, Any]:
    where = row.place or row.area_name
    address = {"@type": "PostalAddress", "addressLocality": row.area_name}
    if row.place:
        address["streetAddress"] = row.place
    return {"@type": "Place", "name": where, "address": address}


def _organizer(row: AnyRow) -> dict[str, Any]:
    """The board's people there, nobody by name."""
    return {
        "@type": "Organization",
        "name": current_app.config["BOARD"].site_name,
        "url": full(f"/areas/{row.area_slug}"),
    }


def _places(row: AnyRow) -> dict[str, int]:
    if not row.places:
        return {}
    free = 0 if row.cancelled_at else max(0, row.places - row.going)
    return {
        "maximumAttendeeCapacity": row.places,
        "remainingAttendeeCapacity": free,
    }
