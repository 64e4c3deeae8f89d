"""Open311: what other systems read here, and what they send."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from board.accounts.places import OPERATOR_PAGES, Setting
from board.error_pages import OWN_FORM
from board.moderation.places import LOOKED_AT_FIRST
from board.open311 import caller_views, sending_views
from board.open311.formats import error_below
from board.open311.queries import is_caller

PAGE = Setting(
    "/operator/open311",
    _l("Other systems"),
    _l("Let a council or another site send us posts by Open311."),
    "megaphone",
)


def init_app(app: Flask) -> None:
    """What this feature brings."""
    OPERATOR_PAGES.fill(PAGE)
    OWN_FORM.fill(error_below)
    LOOKED_AT_FIRST.fill(is_caller)
    app.register_blueprint(sending_views.bp)
    app.register_blueprint(caller_views.bp)
