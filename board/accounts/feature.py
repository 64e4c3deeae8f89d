"""Accounts: who is signed in, and how one comes and goes."""

from flask import Flask

from board.accounts import leaving_views, session, views


def init_app(app: Flask) -> None:
    """What this feature brings."""
    session.init_app(app)
    app.register_blueprint(views.bp)
    app.register_blueprint(leaving_views.bp)
