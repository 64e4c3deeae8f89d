"""The front page, one's own page, and how one arrives."""

from flask import Flask

from board.accounts.places import OPERATOR_NEEDS
from board.home import operating, views, visitor_views


def init_app(app: Flask) -> None:
    """What this feature brings."""
    OPERATOR_NEEDS.fill(operating.areas_without_organiser)
    for pages in (views, visitor_views):
        app.register_blueprint(pages.bp)
