"""The few pages about the board itself."""

from flask import Flask

from board.site import health_views, views


def init_app(app: Flask) -> None:
    """What this feature brings."""
    app.register_blueprint(views.bp)
    app.register_blueprint(health_views.bp)
