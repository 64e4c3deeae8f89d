"""The few pages about the board itself, and its street map."""

from flask import Flask

from board.site import health_views, tile_views, views


def init_app(app: Flask) -> None:
    """What this feature brings."""
    for pages in (views, health_views, tile_views):
        app.register_blueprint(pages.bp)
