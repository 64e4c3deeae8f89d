"""An issue or a task as it is exported: a line of a table, or a point on a map. It has
what anybody may see of it, and no more."""

from typing import Any

from board.categories.views import category_of
from board.db import AnyRow
from board.drawing import author, full, iso

ISSUE_COLUMNS = [
    *(
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
    ),
    *("state", "people", "comments", "posted_by", "posted_at", "active_at"),
]


def issue_row(row: AnyRow) -> dict[str, Any]:
    """An issue as a line of a table."""
    values = {
        name: getattr(row, name)
        for name in ("id", "kind", "category", "title", "place", "state")
    }
    where = {
        "area": row.area_slug,
        "latitude": row.latitude,
        "longitude": row.longitude,
    }
    counts = {"people": row.second_count, "comments": row.comment_count}
    when = {
        "posted_by": author(row),
        "posted_at": iso(row.created_at),
        "active_at": iso(row.active_at),
    }
    values |= {"category_name": str(category_of(row.area_id, row.category).name)}
    return (
        values
        | where
        | counts
        | when
        | {"address": full(f"/issues/{row.id}"), "text": row.body}
    )


TASK_COLUMNS = [
    *(
        "id",
        "address",
        "title",
        "details",
        "campaign",
        "area",
        "shape",
        "starts_at",
        "ends_at",
        "due_on",
    ),
    *("places", "taken", "skills"),
]


def task_row(row: AnyRow) -> dict[str, Any]:
    """A task as a line of a table."""
    values = {
        name: getattr(row, name)
        for name in ("id", "title", "details", "shape", "places", "taken", "skills")
    }
    when = {
        name: iso(at) if (at := getattr(row, name)) else ""
        for name in ("starts_at", "ends_at", "due_on")
    }
    where = {
        "address": full(f"/tasks/{row.id}"),
        "campaign": row.campaign_title,
        "area": row.area_slug,
    }
    return values | when | where


def pin(row: AnyRow) -> dict[str, Any]:
    """An issue as a point on a map."""
    values = {
        "id": row.id,
        "title": row.title,
        "kind": row.kind,
        "state": row.state,
        "people": row.second_count,
    }
    more = {
        "url": full(f"/issues/{row.id}"),
        "category": row.category,
        "area": row.area_slug,
    }
    point = {"type": "Point", "coordinates": [row.longitude, row.latitude]}
    return {
        "type": "Feature",
        "id": row.id,
        "geometry": point,
        "properties": values | more,
    }
