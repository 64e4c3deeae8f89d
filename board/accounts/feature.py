"""Accounts: who is signed in, and how one comes and goes."""

from flask import Flask

from board.accounts import leaving_views, queries, session, views
from board.live.places import SIGNED_IN, STILL_OPEN
from board.serving.places import COOKIES


def init_app(app: Flask) -> None:
    """What this feature brings."""
    session.init_app(app)
    for cookie in ("board", "theme"):  # who it is, and how they like pages to look
        COOKIES.fill(cookie)
    SIGNED_IN.fill(session.with_token)
    STILL_OPEN.fill(queries.live_tokens)
    app.register_blueprint(views.bp)
    app.register_blueprint(leaving_views.bp)
