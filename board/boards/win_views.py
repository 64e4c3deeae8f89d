"""What was won, here and on other boards, for everybody to read."""

from flask import Blueprint, render_template, request

from board.boards import wins
from board.forms import row_number
from board.pages import cached

bp = Blueprint("wins", __name__)


@bp.get("/wins")
def index() -> str:
    before = row_number(request.args.get("after", ""))
    found = cached(wins.elsewhere, before)
    shown = found[: wins.PAGE]
    return render_template(
        "boards/wins.html",
        ours=() if before else cached(wins.here),
        theirs=shown,
        next=shown[-1].arrival_id if len(found) > len(shown) else "",
    )
