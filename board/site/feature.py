"""The few pages about the board itself."""

from flask import Flask

from board.site import views


def init_app(app: Flask) -> None:
    """What this feature brings."""
    app.register_blueprint(views.bp)
