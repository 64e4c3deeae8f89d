"""What a person can set for themselves: one list, filled by each feature."""

from flask import Blueprint, render_template

from board.accounts.places import SETTINGS
from board.accounts.session import signed_in

bp = Blueprint("settings", __name__)


@bp.get("/me/settings")
def index() -> str:
    """All there is to set, each on a page of its own."""
    signed_in()
    return render_template("accounts/settings.html", settings=list(SETTINGS))
