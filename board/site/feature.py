"""The few pages about the board itself, and its street map."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from board.accounts.places import OPERATOR_PAGES, Setting
from board.site import health_views, security_views, tile_views, views

BLOCKED = Setting(
    "/operator/blocked",
    _l("What browsers blocked"),
    _l("How often a page’s rules held something up, by rule."),
    "shield",
)


def init_app(app: Flask) -> None:
    """What this feature brings."""
    for pages in (views, health_views, tile_views, security_views):
        app.register_blueprint(pages.bp)
    OPERATOR_PAGES.fill(BLOCKED)
