"""An issue or a task as it is exported: a line of a table, or a point on a map. It has
what anybody may see of it, and no more."""

from datetime import date
from typing import Any

from board.categories.views import category_of
from board.db import AnyRow
from board.drawing import author, full, iso

ISSUE_COLUMNS = [
    "id",
    "address",
    "kind",
    "category",
    "category_name",
    "title",
    "text",
    "area",
    "place",
    "latitude",
    "longitude",
    "state",
    "people",
    "comments",
    "posted_by",
    "posted_at",
    "active_at",
]


def issue_row(row: AnyRow) -> dict[str, Any]:
    """An issue as a line of a table."""
    category = category_of(row.area_id, row.category)
    return {
        "id": row.id,
        "address": full(f"/issues/{row.id}"),
        "kind": row.kind,
        "category": row.category,
        "category_name": str(category.name),
        "title": row.title,
        "text": row.body,
        "area": row.area_slug,
        "place": row.place,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "state": row.state,
        "people": row.second_count,
        "comments": row.comment_count,
        "posted_by": author(row),
        "posted_at": iso(row.created_at),
        "active_at": iso(row.active_at),
    }


TASK_COLUMNS = [
    "id",
    "address",
    "title",
    "details",
    "campaign",
    "area",
    "place",
    "shape",
    "starts_at",
    "ends_at",
    "due_on",
    "places",
    "taken",
    "skills",
]


def task_row(row: AnyRow) -> dict[str, Any]:
    """A task as a line of a table."""
    return {
        "id": row.id,
        "address": full(f"/tasks/{row.id}"),
        "title": row.title,
        "details": row.details,
        "campaign": row.campaign_title,
        "area": row.area_slug,
        "place": row.place,
        "shape": row.shape,
        "starts_at": _iso_or_empty(row.starts_at),
        "ends_at": _iso_or_empty(row.ends_at),
        "due_on": _iso_or_empty(row.due_on),
        "places": row.places,
        "taken": row.taken,
        "skills": row.skills,
    }


def _iso_or_empty(when: date | None) -> str:
    return iso(when) if when else ""


def pin(row: AnyRow) -> dict[str, Any]:
    """An issue as a point on a map."""
    return {
        "type": "Feature",
        "id": row.id,
        "geometry": {
            "type": "Point",
            "coordinates": [row.longitude, row.latitude],
        },
        "properties": {
            "id": row.id,
            "title": row.title,
            "kind": row.kind,
            "state": row.state,
            "people": row.second_count,
            "url": full(f"/issues/{row.id}"),
            "category": row.category,
            "area": row.area_slug,
            "rounded": row.rounded,  # to about 100 m
        },
    }
