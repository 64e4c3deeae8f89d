"""Pictures over HTTP: each file under a name that never holds anything else."""

from flask import Blueprint, Flask, Response

from board.errors import NotFound
from board.photos import models, queries, store

bp = Blueprint("photos", __name__, url_prefix="/photos")


@bp.get("/<sha256>-<size>.webp")
def show(sha256: str, size: str) -> Response:
    content = store.read(sha256, size)
    if content is None or not queries.is_known(sha256):
        raise NotFound
    headers = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(content, mimetype="image/webp", headers=headers)


def init_app(app: Flask) -> None:
    """Add the address and what templates need."""
    app.jinja_env.globals.update(PER_ISSUE=models.PER_ISSUE, PER_COMMENT=models.PER_COMMENT)
    app.register_blueprint(bp)
