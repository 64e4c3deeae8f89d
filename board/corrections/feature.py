"""Corrections: what authors and organisers put right on a post."""

from flask import Flask

from board.corrections import queries, views
from board.issues.places import ASKS


def init_app(app: Flask) -> None:
    """What this feature brings."""
    ASKS.fill(queries.waiting)
    app.register_blueprint(views.bp)
