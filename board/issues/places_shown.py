"""Where a post is, as everybody reads it: exactly, or rounded as its poster chose.

What is rounded stands rounded in the columns that all lists, maps, feeds and sums read:
nobody learns the exact point by asking in another way.
"""

from typing import Any

from sqlalchemy import select

from board.db import AnyRow, the_one
from board.issues.models import Issue

DIGITS = 3  # of a degree: 111 m from north to south, 68 m from east to west in England


def placed(fields: dict[str, Any], *, rounded: bool) -> dict[str, Any]:
    """The columns for a position: the one that is shown, and the exact one where that
    is another."""
    if "latitude" not in fields:
        return fields
    latitude = fields["latitude"]
    longitude = fields["longitude"]
    if not rounded or latitude is None or longitude is None:
        return fields | {"exact_latitude": None, "exact_longitude": None}
    return fields | {
        "latitude": round(latitude, DIGITS),
        "longitude": round(longitude, DIGITS),
        "exact_latitude": latitude,
        "exact_longitude": longitude,
    }


def exact_place(issue_id: int) -> AnyRow:
    """(latitude, longitude) of a post exactly. For those who may know: ask policy
    first."""
    columns = (Issue.exact_latitude, Issue.exact_longitude)
    return the_one(select(*columns).where(Issue.id == issue_id))
