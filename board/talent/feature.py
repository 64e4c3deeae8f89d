"""Talent: who has been doing what, from the log, for organisers and for the person."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from board.accounts.places import SETTINGS, Setting
from board.activity.actions import LISTENERS
from board.talent import deed_actions, views

MINE = Setting(
    "/me/deeds",
    _l("What organisers read about you"),
    _l("What you did here, in their words. Say what is not so, or hide."),
    "users",
)


def init_app(app: Flask) -> None:
    """What this feature brings."""
    LISTENERS.fill(deed_actions.note)
    SETTINGS.fill(MINE)
    app.register_blueprint(views.bp)
