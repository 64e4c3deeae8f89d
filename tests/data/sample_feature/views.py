"""A stall's page."""

from flask import Blueprint, render_template
from markupsafe import Markup

from board.live.regions import on_page_of
from board.policy import Audience
from tests.data.sample_feature import queries, regions

bp = Blueprint("stalls", __name__, template_folder="templates")


@bp.get("/stalls/<int:stall_id>")
def show(stall_id: int) -> str:
    """The page: its region as the stream will send it."""
    given = {
        "stall": queries.card(stall_id),
        "live_topics": on_page_of("stall", stall_id),
    }
    drawn = regions.draw(stall_id, Audience.PUBLIC)
    return render_template("stalls/show.html", region=Markup(drawn), **given)
