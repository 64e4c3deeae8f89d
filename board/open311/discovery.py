"""What a program finds out first: where all is, in which formats, and since when it is
like this."""

from datetime import UTC, datetime
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select, text

from board.activity.models import OUTWARD, Activity
from board.categories.verbs import CATEGORIES_SET
from board.db import read
from board.drawing import full
from board.open311.shapes import moment

BASE = "/open311/v2/"
# where a client is tried out: what is sent there is looked at and not kept
TEST_BASE = "/open311/test/v2/"
SPECIFICATION = "http://wiki.open311.org/GeoReport_v2"
FORMATS = ["text/xml", "application/json"]
FIRST = datetime(2026, 11, 30, tzinfo=UTC)  # since when boards answer like this
CHANGED = (
    select(Activity.at)
    .where(text(OUTWARD), Activity.verb == CATEGORIES_SET)
    .order_by(Activity.at.desc())
    .limit(1)
)


def changed_at() -> datetime:
    """When services or their definitions last changed."""
    rows = read(CHANGED)
    return max(FIRST, rows[0].at) if rows else FIRST


def address() -> str:
    """What all methods are put behind."""
    return full(BASE)


def test_address() -> str:
    """The same for whoever tries it out."""
    return full(TEST_BASE)


def document(changed: datetime) -> dict[str, Any]:
    """The document of service discovery."""
    changeset = moment(changed)
    name = current_app.config["BOARD"].site_name
    ask = _(
        "Ask whoever runs %(board)s for a key: %(url)s",
        board=name,
        url=full("/about"),
    )
    return {
        "changeset": changeset,
        "contact": full("/about"),
        "key_service": str(ask),
        "endpoints": [
            _endpoint(changeset, address(), "production"),
            _endpoint(changeset, test_address(), "test"),
        ],
    }


def _endpoint(changeset: str, url: str, type: str) -> dict[str, Any]:
    return {
        "specification": SPECIFICATION,
        "url": url,
        "changeset": changeset,
        "type": type,
        "formats": FORMATS,
    }
