"""Kept: backups, restoring them, and all there is as tables."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from board.accounts.places import OPERATOR_NEEDS, OPERATOR_PAGES, Setting
from board.jobs.run import add_job
from board.kept import needs, nightly, views
from board.site.places import READY

BACKUPS = Setting(
    "/operator/backups",
    _l("Backups"),
    _l("How old the newest is, and how to make and restore one."),
    "copy",
)


def init_app(app: Flask) -> None:
    """What this feature brings."""
    add_job("backup", nightly.back_up, alone=True)
    OPERATOR_PAGES.fill(BACKUPS)
    OPERATOR_NEEDS.fill(needs.stale_backup)
    READY.fill(needs.readiness)
    app.register_blueprint(views.bp)
