"""Feeds, tables and maps of what the pages show."""

from flask import Flask

from board.feeds import views


def init_app(app: Flask) -> None:
    """What this feature brings."""
    app.register_blueprint(views.bp)
