"""The first page for whoever runs the board: what needs them, and all their pages."""

from flask import Blueprint, render_template

from board.accounts.places import OPERATOR_NEEDS, OPERATOR_PAGES
from board.accounts.session import current_person
from board.policy import require

bp = Blueprint("operator", __name__)


@bp.get("/operator")
def index() -> str:
    require(current_person(), "board.operate")
    needs = [need for found in OPERATOR_NEEDS for need in found()]
    return render_template("operator/index.html", needs=needs, pages=OPERATOR_PAGES)
