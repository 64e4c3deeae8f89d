"""Notifications: who hears of what happened, and in what way."""

from flask import Flask

from board.activity.actions import listeners
from board.notifications import views
from board.notifications.telling import tell


def init_app(app: Flask) -> None:
    """What this feature brings."""
    app.jinja_env.globals["why"] = views.why
    if tell not in listeners:
        listeners.append(tell)
    app.register_blueprint(views.bp)
