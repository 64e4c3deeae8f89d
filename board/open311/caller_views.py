"""The systems that may send, over HTTP, for operators: a key is shown once, and ended
with one press."""

from flask import Blueprint, make_response, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import SelectChoice  # type: ignore[attr-defined]  # as in forms/choices.py

from board import htmx
from board.accounts.session import current_person, signed_in
from board.areas.queries import all_areas
from board.db import write_tx
from board.errors import Invalid
from board.open311 import caller_actions, discovery, queries
from board.open311.forms import RIGHTS, CallerForm
from board.policy import require

bp = Blueprint("callers", __name__, url_prefix="/operator/open311")


@bp.route("", methods=["GET", "POST"])
def index() -> Response:
    """Those there are, and a form for one more."""
    require(current_person(), "board.operate")
    form = _form()
    if not form.validate_on_submit():
        return _page(form)
    try:
        with write_tx():
            key = caller_actions.add(
                signed_in(),
                name=form.name.data or "",
                areas=form.areas.data or [],
                rights=form.rights.data or [],
                per_hour=form.per_hour.data or 1,
                once=form.key,
            )
    except Invalid as wrong:
        form.refuse(wrong)
        return _page(form)
    return _shown_once(form, key)


def _form() -> CallerForm:
    form = CallerForm()
    form.areas.choices = [SelectChoice(area.id, area.name) for area in all_areas()]
    return form


def _page(form: CallerForm) -> Response:
    given = {
        "callers": queries.callers(),
        "areas_of": queries.areas_of_callers(),
        "rights": RIGHTS,
        "base": discovery.address(),
    }
    return htmx.form_page("open311/callers.html", form, **given)


def _shown_once(form: CallerForm, key: str) -> Response:
    """The one page that says a key; no browser keeps it."""
    given = {"name": form.name.data, "key": key, "base": discovery.address()}
    page = make_response(render_template("open311/key.html", **given))
    page.headers["Cache-Control"] = "no-store"
    return page


@bp.post("/<int:caller_id>/end")
def end(caller_id: int) -> Response:
    require(current_person(), "board.operate")
    with write_tx():
        caller_actions.end(queries.get(caller_id), signed_in())
    return htmx.gone_to(
        "/operator/open311", _("Its key is ended. What it sent stays here.")
    )
