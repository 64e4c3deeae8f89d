"""The desk: what waits for an area's organisers."""

from flask import Flask

from board.desk import views


def init_app(app: Flask) -> None:
    """What this feature brings."""
    app.register_blueprint(views.bp)
