"""The operator's page of backups."""

from flask import Blueprint, current_app, render_template

from board.accounts.session import current_person
from board.kept import nightly
from board.policy import require

bp = Blueprint("kept", __name__)


@bp.get("/operator/backups")
def backups() -> str:
    """Which there are, how old the newest is, and how one makes and restores them."""
    require(current_person(), "board.operate")
    settings = current_app.config["BOARD"]
    return render_template(
        "kept/backups.html",
        kept=nightly.kept(settings),
        folder=settings.backup,
        locked=bool(settings.backup_passphrase),
        stale=bool(settings.backup) and nightly.is_stale(settings),
    )
