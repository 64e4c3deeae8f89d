"""The safety record of whoever runs the board."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from board.accounts.places import OPERATOR_NEEDS, OPERATOR_PAGES, Setting
from board.jobs.run import add_job
from board.safety import reminders, views

PAGE = Setting(
    "/operator/safety",
    _l("Safety record"),
    _l("What could go wrong here, what is done about it, and who answers for it."),
    "shield",
)


def init_app(app: Flask) -> None:
    """What this feature brings."""
    OPERATOR_PAGES.fill(PAGE)
    OPERATOR_NEEDS.fill(reminders.need)
    add_job("safety", reminders.remind)
    app.register_blueprint(views.bp)
