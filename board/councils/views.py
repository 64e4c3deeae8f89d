"""An area's councils over HTTP: operators name them, organisers say which posts can go
there."""

from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.areas import queries as areas
from board.areas.models import Area
from board.categories.views import categories_by_area
from board.councils import actions, queries
from board.councils.forms import CouncilForm, MapForm, NewCouncilForm, answer_fields
from board.councils.models import Council
from board.db import write_tx
from board.errors import Invalid, NotFound
from board.jobs.run import wake
from board.policy import require
from board.text import legible, tidy

bp = Blueprint("councils", __name__, url_prefix="/areas/<slug>/councils")
PICK = ("", "")


def _area(slug: str) -> Area:
    area = areas.by_slug(slug)
    require(current_person(), "council.map", area)
    return area


def _council(slug: str, council_id: int) -> Council:
    """The council to act on, or NotFound where it is none of this area."""
    council = queries.get(council_id)
    if council.area_id != _area(slug).id:
        raise NotFound
    return council


@bp.route("", methods=["GET", "POST"])
def index(slug: str) -> Response:
    """The list, and for operators a form for one more."""
    area = _area(slug)
    form = NewCouncilForm()
    shown = {"area": area, "councils": queries.of_area(area.id)}
    if request.method == "POST":
        require(current_person(), "council.connect", area)
    if not form.validate_on_submit():
        return htmx.form_page("councils/index.html", form, **shown)
    try:
        with write_tx():
            council = _connect(areas.by_slug(slug), form)
    except Invalid as wrong:
        form.refuse(Invalid(wrong.text, "address"))
        return htmx.form_page("councils/index.html", form, **shown)
    wake.set()
    return htmx.gone_to(
        f"/areas/{slug}/councils/{council.id}",
        _("It is asked what it takes. Load this page again in a minute."),
    )


def _connect(area: Area, form: NewCouncilForm) -> Council:
    names = ("name", "address", "jurisdiction")
    said: dict[str, Any] = {name: form[name].data or "" for name in names}
    said |= {"key": form.api_key.data or "", "is_near": form.is_near.data}
    return actions.connect(area, signed_in(), **said)


@bp.route("/<int:council_id>", methods=["GET", "POST"])
def show(slug: str, council_id: int) -> Response:
    """What it takes, and what goes there; below, a form for one more category."""
    area = _area(slug)
    row = queries.shown(area.id, council_id)
    form = _map_form(area, council_id)
    if not form.validate_on_submit():
        return _page(area, row, form)
    service = queries.service(council_id, form.service.data)
    if service.questions:
        at = f"/areas/{slug}/councils/{council_id}/answers/{form.category.data}"
        return htmx.gone_to(f"{at}?service={service.code}")
    try:
        with write_tx():
            _map(slug, council_id, form.category.data, service.code, {})
    except Invalid as wrong:
        form.refuse(wrong)
        return _page(area, row, form)
    return _is_mapped(slug, council_id)


def _map_form(area: Area, council_id: int) -> MapForm:
    form = MapForm()
    offered = categories_by_area()[area.id].offered
    form.category.offer([PICK, *((slug, c.name) for slug, c in offered.items())])
    usable = [row for row in queries.services(council_id) if not row.fault]
    form.service.offer([PICK, *((row.code, row.name) for row in usable)])
    return form


def _page(area: Area, row: Any, form: MapForm) -> Response:
    change = {"name": row.name, "jurisdiction": row.jurisdiction}
    shown = {
        "area": area,
        "council": row,
        "services": queries.services(row.id),
        "mapped": queries.sent_as(row.id),
        "change": CouncilForm(formdata=None, data=change),
    }
    return htmx.form_page("councils/show.html", form, **shown)


def _map(slug: str, council_id: int, category: str, code: str, answers: Any) -> None:
    council = _council(slug, council_id)
    said = {"category": category, "code": code, "answers": answers}
    actions.map_category(council, signed_in(), **said)


def _is_mapped(slug: str, council_id: int) -> Response:
    said = _("People can send such posts there now, each if they want to.")
    return htmx.gone_to(f"/areas/{slug}/councils/{council_id}", said)


@bp.route("/<int:council_id>/answers/<category>", methods=["GET", "POST"])
def answers(slug: str, council_id: int, category: str) -> Response:
    """What a service wants to know besides, answered the same for each post."""
    area = _area(slug)
    row = queries.shown(area.id, council_id)
    here = categories_by_area()[area.id]
    if category not in here.categories:
        raise NotFound
    service = queries.service(council_id, request.values.get("service", "")[:120])
    fields = answer_fields(service.questions)
    given = {f["code"]: _typed(f["name"]) for f in fields if _typed(f["name"])}
    shown = {"area": area, "council": row, "service": service, "fields": fields}
    shown |= {"category": here.categories[category], "slug": category, "given": given}
    if request.method == "GET":
        return make_response(render_template("councils/answers.html", **shown))
    try:
        with write_tx():
            _map(slug, council_id, category, service.code, given)
    except Invalid as wrong:
        page = render_template("councils/answers.html", wrong=wrong.text, **shown)
        return make_response(page, 422)
    return _is_mapped(slug, council_id)


def _typed(name: str) -> str:
    return tidy(legible(request.form.get(name, "")))[:300]
