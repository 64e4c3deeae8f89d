"""Notifications: who hears of what happened, and in what way."""

from flask import Flask

from board.accounts.places import UNREAD
from board.activity import things
from board.activity.actions import LISTENERS
from board.activity.reasons import explained
from board.activity.sentences import Sentence
from board.activity.verbs import named
from board.db import AnyRow
from board.live.places import NOTIFIED
from board.notifications import models, queries, views
from board.notifications.notify import notify


def _news(line: AnyRow) -> Sentence:
    return named(line.verb).news(line)


def _address(line: AnyRow) -> str:
    """Where the thing is that the news are about."""
    if line.title is None:
        return "/areas"
    return things.of_kind(line.subject_kind).address(line.subject_id)


def init_app(app: Flask) -> None:
    """What this feature brings."""
    app.jinja_env.globals.update(why=explained, in_news=_news, news_address=_address)
    UNREAD.fill(models.UNREAD)
    NOTIFIED.fill(queries.recipients)
    LISTENERS.fill(notify)
    app.register_blueprint(views.bp)
