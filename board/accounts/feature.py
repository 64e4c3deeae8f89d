"""Accounts: who is signed in, and how one comes and goes."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from board.accounts import (
    allowances,
    leaving_views,
    queries,
    session,
    settings_views,
    throttle,
    views,
)
from board.accounts.places import SETTINGS, Setting
from board.jobs.run import add_job
from board.live.places import SIGNED_IN, STILL_OPEN
from board.serving.places import COOKIES

LOOKS = Setting(
    "/appearance",
    _l("Light or dark"),
    _l("How pages look on this device."),
    "lamp",
)


def init_app(app: Flask) -> None:
    """What this feature brings."""
    session.init_app(app)
    throttle.init_app(app)
    add_job("allowances", allowances.forget_free)
    for cookie in ("board", "theme"):  # who it is, and how they like pages to look
        COOKIES.fill(cookie)
    SIGNED_IN.fill(session.with_token)
    STILL_OPEN.fill(queries.live_tokens)
    SETTINGS.fill(LOOKS)
    for pages in (views, settings_views, leaving_views):
        app.register_blueprint(pages.bp)
