"""Community rules: what people here agreed on, in versions."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from board.accounts.places import OPERATOR_PAGES, Setting
from board.rules import views

PAGE = Setting(
    "/rules",
    _l("Community rules"),
    _l("What people here have agreed on, in versions."),
    "list-checks",
)


def init_app(app: Flask) -> None:
    """What this feature brings."""
    OPERATOR_PAGES.fill(PAGE)
    app.register_blueprint(views.bp)
