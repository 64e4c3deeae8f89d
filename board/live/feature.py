"""Live: open pages change as soon as something happens."""

from flask import Flask

from board.live import views


def init_app(app: Flask) -> None:
    """What this feature brings."""
    app.register_blueprint(views.bp)
