"""Corrections: what authors and organisers put right on a post."""

from flask import Flask

from board.corrections import queries, views
from board.issues.models import Issue


def init_app(app: Flask) -> None:
    """What this feature brings."""
    Issue.asks_of = queries.waiting
    app.register_blueprint(views.bp)
