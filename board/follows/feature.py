"""Follows: what somebody wants to hear of."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from board.accounts.places import SETTINGS, Setting
from board.follows import reasons, views

FOLLOWED = Setting(
    "/me/follows",
    _l("What you follow"),
    _l("Areas, subjects, places and posts you hear of."),
    "bell",
)


def init_app(app: Flask) -> None:
    """What this feature brings."""
    reasons.init_app()
    SETTINGS.fill(FOLLOWED)
    app.register_blueprint(views.bp)
