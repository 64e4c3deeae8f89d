"""Templates of one's own over HTTP: the list, keeping one, planning by one."""

from typing import Any
from urllib.parse import quote

from flask import Blueprint, make_response, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.areas import queries as areas
from board.areas.models import Area
from board.copying import event_content, task_content, template_actions
from board.copying import template_queries as templates
from board.copying.forms import MINE, KeepForm, TemplateForm
from board.copying.models import TemplateKind
from board.copying.moving import WEEK
from board.copying.organised import area_ids, organised
from board.db import AnyRow, write_tx
from board.drawing import today
from board.errors import Conflict, Invalid
from board.events import lists
from board.events import queries as events
from board.forms import row_number
from board.policy import require
from board.tasks import queries as tasks

bp = Blueprint("templates", __name__, url_prefix="/me/templates")
LIST = "/me/templates"


@bp.get("")
def index() -> Response:
    person = signed_in()
    before = row_number(request.args.get("after", ""))
    found = templates.listed(person.id, area_ids(person), before)
    rows = found[: templates.PAGE]
    page = {"rows": rows, "next": rows[-1].id if len(found) > len(rows) else ""}
    return make_response(render_template("copying/templates.html", page=page))


@bp.route("/new", methods=["GET", "POST"])
def new() -> Response:
    """Keep an event or a task as a template."""
    require(current_person(), "template.keep", None)
    kind, title, content = _named()
    begins = {"name": title, "area": MINE} if request.method == "GET" else None
    form = _offering(KeepForm(data=begins))
    if form.validate_on_submit():
        try:
            with write_tx():
                said: dict[str, Any] = {"kind": kind, "content": content}
                template_actions.keep(signed_in(), **said, **_said(form), once=form.key)
            return htmx.gone_to(LIST, _("It is among your templates now."))
        except Conflict as full:
            form.refuse(Invalid(full.text))
    return htmx.form_page("copying/keep.html", form, kind=kind, title=title)


def _named() -> tuple[TemplateKind, str, dict[str, Any]]:
    """The event or task that the address names: its kind, its title and what of it goes
    along; NotFound for one that is not to be seen."""
    if number := row_number(request.values.get("event", "")):
        event = events.card(number, current_person())
        return TemplateKind.EVENT, event.title, event_content.content_of(event)
    number = row_number(request.values.get("task", ""))
    task = templates.task(number)
    rule = tasks.series(task.series_id) if task.series_id else None
    content = task_content.content_of(task, templates.parts(number), rule)
    return TemplateKind.TASK, task.title, content


def _offering(form: Any) -> Any:
    """The form with those who may use it: oneself, or the organisers of an area."""
    shared = (
        (area.slug, _("The organisers of %(area)s", area=area.name))
        for area in organised(signed_in())
    )
    form.area.offer([(MINE, _("Only me")), *shared])
    return form


def _said(form: TemplateForm) -> dict[str, Any]:
    area: Area | None = None
    if form.area.data != MINE:
        area = areas.by_slug(form.area.data)
    return {"name": form.name.data, "area": area}


def _one(template_id: int) -> AnyRow:
    person = signed_in()
    return templates.one(template_id, person.id, area_ids(person))


@bp.route("/<int:template_id>/edit", methods=["GET", "POST"])
def edit(template_id: int) -> Response:
    """Another name, or others who may use it."""
    template = _one(template_id)
    require(current_person(), "template.change", template)
    said = {"name": template.name, "area": template.area_slug or MINE}
    form = _offering(TemplateForm(data=said))
    if not form.validate_on_submit():
        return htmx.form_page("copying/edit.html", form, template=template)
    with write_tx():
        now = templates.get(template_id)
        template_actions.change(now, signed_in(), **_said(form))
    return htmx.gone_to(LIST, _("Your changes are saved."))


@bp.post("/<int:template_id>/delete")
def delete(template_id: int) -> Response:
    _one(template_id)
    with write_tx():
        template_actions.delete(templates.get(template_id), signed_in())
    return htmx.gone_to(LIST, _("It is deleted. What was planned by it stays."))


@bp.get("/<int:template_id>/use")
def use(template_id: int) -> Response:
    """On to the form that it fills in; of a task, once its campaign is said."""
    template = _one(template_id)
    if template.kind == TemplateKind.EVENT:
        return redirect(f"/events/new?template={template_id}", 303)
    running = lists.running(area_ids(signed_in()))
    meant = row_number(request.args.get("campaign", ""))
    if any(row.id == meant for row in running):
        day = quote(request.args.get("day", ""))
        at = f"/campaigns/{meant}/tasks/new?template={template_id}&day={day}"
        return redirect(at, 303)
    given = {"template": template, "running": running, "day": today() + WEEK}
    given |= {"is_long": len(running) >= lists.RUNNING}
    return make_response(render_template("copying/use.html", **given))
