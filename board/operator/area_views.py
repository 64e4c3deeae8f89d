"""Areas over HTTP, for operators: more of them, their words, where they end."""

from typing import Any

from flask import Blueprint, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.areas import queries
from board.areas.forms import AreaForm
from board.areas.models import Area
from board.db import write_tx
from board.errors import Invalid
from board.operator import area_actions
from board.operator.forms import BoundaryForm
from board.policy import require

bp = Blueprint("operator_areas", __name__, url_prefix="/operator/areas")
MOST = 4 * 1024 * 1024  # bytes of a file


@bp.get("")
def index() -> str:
    require(current_person(), "board.operate")
    return render_template("operator/areas.html", areas=queries.all_areas())


@bp.route("/new", methods=["GET", "POST"])
def add() -> Response:
    require(current_person(), "board.operate")
    form = AreaForm()
    if not form.validate_on_submit():
        return htmx.form_page("operator/area_new.html", form)
    try:
        with write_tx():
            area = area_actions.add(signed_in(), **_said(form))
    except Invalid as wrong:
        form.refuse(wrong)
        return htmx.form_page("operator/area_new.html", form)
    return htmx.gone_to(
        f"/operator/areas/{area.slug}",
        _("The area is there. Say where it ends, and who organises."),
    )


@bp.get("/<slug>")
def show(slug: str) -> Response:
    """Where an area ends, and who organises there."""
    require(current_person(), "board.operate")
    return _page(queries.by_slug(slug), BoundaryForm())


@bp.post("/<slug>/boundary")
def draw(slug: str) -> Response:
    """A file that says where the area ends."""
    require(current_person(), "board.operate")
    area = queries.by_slug(slug)
    form = BoundaryForm()
    if not form.validate_on_submit():
        return _page(area, form)
    file = form.file.data
    try:
        content = file.read(MOST + 1)
        if len(content) > MOST:
            raise Invalid(_("The file is too large: 4 MB at most."), "file")
        with write_tx():
            area_actions.draw(
                queries.by_slug(slug),
                signed_in(),
                content=content,
                file_name=file.filename,
            )
    except Invalid as wrong:
        form.refuse(wrong)
        return _page(area, form)
    return htmx.gone_to(
        f"/operator/areas/{slug}", _("The area ends where your file says.")
    )


def _said(form: AreaForm) -> dict[str, Any]:
    return {"name": form.name.data or "", "about": form.about.data or ""}


def _page(area: Area, form: BoundaryForm) -> Response:
    shown = {
        "area": area,
        "is_drawn": area.south is not None,
        "organisers": queries.organisers(area.id),
    }
    return htmx.form_page("operator/area.html", form, **shown)
