"""Privacy: what is held about people, their copy of it, and how it goes."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from board.accounts.places import SETTINGS, Setting
from board.jobs.run import add_job
from board.privacy import address_views, consent_views, views
from board.privacy.copy_job import make_next
from board.privacy.jobs import note_erased
from board.privacy.retention import forget

SETTINGS_HERE = (
    Setting(
        "/me/consents",
        _l("What you agreed to"),
        _l("To what you said yes, and taking it back."),
        "check",
    ),
    Setting(
        "/me/export",
        _l("A copy of your data"),
        _l("Everything held about you, in one file."),
        "arrow-right",
    ),
    Setting(
        "/me/delete",
        _l("Delete your account"),
        _l("What goes and what stays is shown first."),
        "circle-x",
    ),
)


def init_app(app: Flask) -> None:
    """What this feature brings."""
    for setting in SETTINGS_HERE:
        SETTINGS.fill(setting)
    add_job("copies", make_next, alone=True)
    add_job("retention", forget)
    add_job("erased people", note_erased)
    for pages in (views, address_views, consent_views):
        app.register_blueprint(pages.bp)
