"""The pages for whoever runs the board."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from board.accounts.places import OPERATOR_NEEDS, OPERATOR_PAGES, Setting
from board.operator import (
    area_views,
    job_views,
    log_views,
    mail_views,
    needs,
    people_views,
    settings_views,
    version_views,
    views,
    words_views,
)

PAGES = (
    Setting(
        "/operator/people",
        _l("People"),
        _l("Find somebody, change their part in an area, sign them out."),
        "users",
    ),
    Setting(
        "/operator/areas",
        _l("Areas"),
        _l("Add one, say where it ends, see who organises there."),
        "map-pin",
    ),
    Setting(
        "/operator/words",
        _l("Words of the board"),
        _l("What stands on the front page, and who runs the board."),
        "message-circle",
    ),
    Setting(
        "/operator/mail",
        _l("Mails"),
        _l("What waits, what could not be sent and why."),
        "megaphone",
    ),
    Setting(
        "/operator/jobs",
        _l("Jobs"),
        _l("What the board does by itself, when, and how it went."),
        "clock",
    ),
    Setting(
        "/operator/storage",
        _l("Storage"),
        _l("The database, the pictures, and the room on the disk."),
        "trash-2",
    ),
    Setting(
        "/operator/log",
        _l("The log"),
        _l("All that happened, in words, also what operators did."),
        "list-checks",
    ),
    Setting(
        "/operator/settings",
        _l("Settings"),
        _l("Each value and where it comes from."),
        "pencil",
    ),
    Setting(
        "/operator/version",
        _l("Version"),
        _l("What runs here, and what changed in it."),
        "circle-check",
    ),
)


def init_app(app: Flask) -> None:
    """What this feature brings."""
    for page in PAGES:
        OPERATOR_PAGES.fill(page)
    for look in (
        needs.mails_given_up,
        needs.jobs_still,
        needs.jobs_failing,
        needs.room,
    ):
        OPERATOR_NEEDS.fill(look)
    for pages in (
        views,
        people_views,
        area_views,
        mail_views,
        job_views,
        log_views,
        settings_views,
        version_views,
        words_views,
    ):
        app.register_blueprint(pages.bp)
