"""Follows: what somebody wants to hear of."""

from flask import Flask

from board.follows import views


def init_app(app: Flask) -> None:
    """What this feature brings."""
    app.register_blueprint(views.bp)
