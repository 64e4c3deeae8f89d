"""What whoever runs or watches over the board is told of its backups."""

from collections.abc import Iterator

from flask import current_app
from flask_babel import gettext as _

from board.accounts.places import Need
from board.config import Settings
from board.drawing import exact
from board.kept import nightly


def stale_backup() -> Iterator[Need]:
    """A backup each night was asked for, and there is none of late."""
    settings = current_app.config["BOARD"]
    if not settings.backup or not nightly.is_stale(settings):
        return
    newest = nightly.kept(settings)[:1]
    yield Need(
        _("The newest backup is of %(at)s.", at=exact(newest[0].at))
        if newest
        else _("There is no backup yet."),
        _("The server’s log says why: look for “jobs: backup failed”."),
        "/operator/backups",
        _("Backups"),
    )


def readiness() -> tuple[bool, str]:
    """A line of /readyz: an old backup keeps nobody from reading or writing."""
    settings = current_app.config["BOARD"]
    if not settings.backup:
        return True, "backup: none is made by itself"
    newest = nightly.kept(settings)[:1]
    return True, f"backup: newest of {newest[0].at:%Y-%m-%dT%H:%M:%SZ}" if newest else (
        "backup: none yet"
    )


def faults(settings: Settings) -> Iterator[str]:
    """What `board check` says is to be mended."""
    if settings.backup and nightly.is_stale(settings):
        yield (
            f"BOARD_BACKUP: {settings.backup} has no backup of the last 36 hours. The "
            "server’s log says why; `board backup FILE` makes one now."
        )
