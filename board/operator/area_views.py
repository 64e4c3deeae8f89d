"""Areas over HTTP, for operators: more of them, their words, where they end."""

from typing import Any

from flask import Blueprint, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.areas import actions as areas
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


@bp.route("/<slug>", methods=["GET", "POST"])
def edit(slug: str) -> Response:
    require(current_person(), "board.operate")
    area = queries.by_slug(slug)
    form = AreaForm(data={"name": area.name, "about": area.about})
    if not form.validate_on_submit():
        return _page(area, form, BoundaryForm.to_fill())
    try:
        with write_tx():
            areas.edit(queries.by_slug(slug), signed_in(), **_said(form))
    except Invalid as wrong:
        form.refuse(wrong)
        return _page(area, form, BoundaryForm.to_fill())
    return htmx.gone_to(f"/operator/areas/{slug}", _("Your changes are saved."))


@bp.post("/<slug>/boundary")
def draw(slug: str) -> Response:
    """A file that says where the area ends."""
    require(current_person(), "board.operate")
    area = queries.by_slug(slug)
    form = BoundaryForm()
    words = AreaForm.to_fill(data={"name": area.name, "about": area.about})
    if not form.validate_on_submit():
        return _page(area, words, form)
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
        return _page(area, words, form)
    return htmx.gone_to(
        f"/operator/areas/{slug}", _("The area ends where your file says.")
    )


def _said(form: AreaForm) -> dict[str, Any]:
    return {"name": form.name.data or "", "about": form.about.data or ""}


def _page(area: Area, form: AreaForm, boundary: BoundaryForm) -> Response:
    shown = {
        "area": area,
        "boundary": boundary,
        "is_drawn": area.south is not None,
        "organisers": queries.organisers(area.id),
    }
    return htmx.form_page("operator/area.html", form, **shown)
