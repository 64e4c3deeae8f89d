"""Complaints about the board, with a number at once and an answer in time."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from board.accounts.places import OPERATOR_NEEDS, OPERATOR_PAGES, Setting
from board.complaints import operator_views, reminders, views
from board.jobs.run import add_job

PAGE = Setting(
    "/operator/complaints",
    _l("Complaints"),
    _l("What people complain about, and by when they have an answer."),
    "flag",
)


def init_app(app: Flask) -> None:
    """What this feature brings."""
    OPERATOR_PAGES.fill(PAGE)
    OPERATOR_NEEDS.fill(reminders.waiting)
    add_job("complaints", reminders.remind)
    for pages in (views, operator_views):
        app.register_blueprint(pages.bp)
