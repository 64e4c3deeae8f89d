"""Pictures over HTTP: each file under a name that never holds anything else."""

from typing import Any

from flask import Blueprint, Flask, Response, current_app, request

from board.db import db
from board.errors import NotFound
from board.photos import models, queries, store

WITH_PICTURES = ("/issues/", "/campaigns/")  # below these, forms may carry some
bp = Blueprint("photos", __name__, url_prefix="/photos")


@bp.get("/<sha256>-<size>.webp")
def show(sha256: str, size: str) -> Response:
    content = store.read(sha256, size) if store.is_name(sha256, size) and _is_shown(sha256) else None
    if content is None:
        raise NotFound
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(content, mimetype="image/webp", headers=headers)


def _is_shown(sha256: str) -> bool:
    """Whether anything has the picture; nothing waits on the database while its file is fetched."""
    known = queries.is_known(sha256)
    db.session.rollback()
    return known


def _room(_endpoint: str | None, _values: Any) -> None:
    # asgi.py lets them in. Words alone never need that much.
    if request.path.startswith(WITH_PICTURES) and request.mimetype == "multipart/form-data":
        request.max_content_length = current_app.config["MAX_WITH_PICTURES"]


def init_app(app: Flask) -> None:
    """Add the address and what templates need."""
    app.jinja_env.globals.update(PER_ISSUE=models.PER_ISSUE, PER_COMMENT=models.PER_COMMENT)
    app.url_value_preprocessor(_room)  # before anything has read the form
    app.register_blueprint(bp)
