"""Notifications: who hears of what happened, and in what way."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from board.accounts.places import SETTINGS, UNREAD, Setting
from board.activity.actions import LISTENERS
from board.jobs.run import add_job
from board.live.places import NOTIFIED
from board.notifications import choice_views, models, queries, views
from board.notifications.digest import is_evening_due, write_evenings
from board.notifications.notify import notify

MAILS = Setting(
    "/me/notifications",
    _l("Mails about your news"),
    _l("Of which news you get a mail, and how often."),
    "message-circle",
)


def init_app(app: Flask) -> None:
    """What this feature brings."""
    UNREAD.fill(models.UNREAD)
    NOTIFIED.fill(queries.recipients)
    LISTENERS.fill(notify)
    add_job("digests", write_evenings, alone=True, long_if=is_evening_due)
    SETTINGS.fill(MAILS)
    app.register_blueprint(views.bp)
    app.register_blueprint(choice_views.bp)
