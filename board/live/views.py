"""For whoever watches over the server: is it up, is it ready."""

from functools import cache

from flask import Blueprint, Flask, Response
from sqlalchemy.exc import SQLAlchemyError

from board.db import db
from board.live.watcher import is_fresh
from board.migrations import run

bp = Blueprint("live", __name__)
newest = cache(run.newest)


@bp.get("/healthz")
def healthz() -> Response:
    return _plain("ok") if is_fresh() else _plain("The log's watcher has stopped.", 503)


@bp.get("/readyz")
def readyz() -> Response:
    try:
        revision = run.current(db.session.connection())
    except SQLAlchemyError:
        return _plain("The database does not answer.", 503)
    return _plain("ready") if revision == newest() else _plain("The database needs `board init`.", 503)


def _plain(text: str, status: int = 200) -> Response:
    answer = Response(text + "\n", status, mimetype="text/plain")
    answer.headers["Cache-Control"] = "no-store"
    return answer


def init_app(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(bp)
