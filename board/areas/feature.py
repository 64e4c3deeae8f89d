"""Areas: the places people belong to."""

from flask import Flask

from board.areas import reasons, views


def init_app(app: Flask) -> None:
    """What this feature brings."""
    reasons.init_app()
    app.register_blueprint(views.bp)
