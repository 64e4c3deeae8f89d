"""Where in a list of issues a page ends, as text in an address."""

import base64
import json
from datetime import UTC, datetime
from typing import Any

from board.db import AnyRow


def encode(row: AnyRow) -> str:
    """The cursor of a row, by what the list is sorted by (`key`) and its id."""
    key = row.key.isoformat() if isinstance(row.key, datetime) else row.key
    text = json.dumps([key, row.id])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(cursor: str, sort: str) -> tuple[Any, int] | None:
    """The key and the id that a cursor of a list in this order stands for; None for an
    unreadable one, which means the beginning."""
    padding = "=" * (-len(cursor) % 4)
    try:
        value, id = json.loads(base64.urlsafe_b64decode(cursor + padding))
        if not 0 < int(id) < 2**31:
            return None
        if sort == "near":
            return float(value), int(id)
        if sort == "seconded":
            return max(-1, min(int(value), 2**31 - 1)), int(id)
        moment = datetime.fromisoformat(value)
        return (moment.astimezone(UTC), int(id)) if moment.tzinfo else None
    except (ValueError, TypeError, OverflowError):
        return None
