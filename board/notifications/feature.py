"""Notifications: who hears of what happened, and in what way."""

from flask import Flask

from board.accounts.places import UNREAD
from board.activity.actions import LISTENERS
from board.live.places import NOTIFIED
from board.notifications import models, queries, views
from board.notifications.notify import notify


def init_app(app: Flask) -> None:
    """What this feature brings."""
    UNREAD.fill(models.UNREAD)
    NOTIFIED.fill(queries.recipients)
    LISTENERS.fill(notify)
    app.register_blueprint(views.bp)
