"""The front page, one's own page, and how one arrives."""

from flask import Flask

from board.home import views, visitor_views


def init_app(app: Flask) -> None:
    """What this feature brings."""
    for pages in (views, visitor_views):
        app.register_blueprint(pages.bp)
