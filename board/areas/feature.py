"""Areas: the places people belong to."""

from flask import Flask

from board.areas import views


def init_app(app: Flask) -> None:
    """What this feature brings."""
    app.register_blueprint(views.bp)
