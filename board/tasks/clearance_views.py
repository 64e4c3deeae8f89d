"""Who may take the places that need a cleared person, over HTTP."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.areas import queries as areas
from board.db import write_tx
from board.forms import row_number
from board.policy import require
from board.tasks import clearance
from board.tasks.clearance_queries import members

bp = Blueprint("clearances", __name__)


@bp.route("/areas/<slug>/cleared", methods=["GET", "POST"])
def cleared(slug: str) -> Response | str:
    """Yes or no for each member, for organisers, and never why."""
    area = areas.by_slug(slug)
    require(current_person(), "task.clear", area)
    q = request.args.get("q", "")[:80]
    if request.method == "GET":
        given = {"area": area, "q": q, "people": members(area.id, q)}
        return render_template("tasks/cleared.html", **given)
    person = row_number(request.form.get("person", ""))
    is_cleared = request.form.get("cleared", "") == "yes"
    with write_tx():
        area = areas.by_slug(slug)
        clearance.clear(area, signed_in(), person=person, cleared=is_cleared)
    return htmx.gone_to(f"/areas/{slug}/cleared", _("Noted, and they are told."))
