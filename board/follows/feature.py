"""Follows: what somebody wants to hear of."""

from flask import Flask

from board.follows import reasons, views


def init_app(app: Flask) -> None:
    """What this feature brings."""
    reasons.init_app()
    app.register_blueprint(views.bp)
