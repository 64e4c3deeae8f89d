"""The log over HTTP, for operators."""

from flask import Blueprint, render_template, request

from board.accounts.session import current_person
from board.activity import queries as activity
from board.areas import queries as areas
from board.forms import row_number
from board.operator import log_queries
from board.policy import require
from board.urls import query

bp = Blueprint("operator_log", __name__)


@bp.get("/operator/log")
def index() -> str:
    require(current_person(), "board.operate")
    kind = request.args.get("kind", "")
    area = request.args.get("area", "")
    who = "operators" if request.args.get("who") == "operators" else ""
    entries, before = log_queries.lines(
        activity.version(),
        before=row_number(request.args.get("after", ""), digits=18),
        kind=kind if kind in dict(log_queries.kinds()) else "",
        area=area,
        by_operators=bool(who),
    )
    filters = {"kind": kind, "area": area, "who": who}
    return render_template(
        "operator/log.html",
        entries=entries,
        kinds=log_queries.kinds(),
        areas=areas.choices(),
        next_url="/operator/log" + query(**filters, after=before) if before else "",
        **filters,
    )
