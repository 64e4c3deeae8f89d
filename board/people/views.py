"""What people bring, over HTTP: one's own lines, somebody's page, who is found."""

from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.areas import queries as areas
from board.db import write_tx
from board.errors import Conflict, NotFound
from board.forms import row_number
from board.people import finding, line_actions, queries, young_actions
from board.people.forms import AboutForm, LineForm
from board.people.models import LineKind, SeenBy
from board.people.places import PERSON_PARTS
from board.people.request_models import Wish
from board.people.task_asks import TASK
from board.policy import Actor, require

bp = Blueprint("people", __name__)
ABOUT = "/me/about"


@bp.route(ABOUT, methods=["GET", "POST"])
def about() -> Response:
    """One's own lines; what the form says is done: `line` is one that is there,
    `may_ask` how one wants to be asked."""
    person = signed_in()
    if request.method == "GET":
        return _about()
    if "may_ask" in request.form:
        return _wish()
    if "line" in request.form:
        return _change(row_number(request.form["line"]))
    form = AboutForm()
    if not form.validate():
        return _about(422, form)
    said = tuple(form.said())
    if not said:
        return _about(422, form, _("Type a few words first."))
    try:
        with write_tx():
            line_actions.say(person, *said)
    except Conflict as full:
        return _about(409, form, full.text)
    return htmx.gone_to(ABOUT, _("Added. You can change who sees it at any time."))


def _about(
    status: int = 200,
    form: AboutForm | None = None,
    message: str = "",
    line_form: LineForm | None = None,
) -> Response:
    person = signed_in()
    given = {
        "form": form or AboutForm.to_fill(),
        "message": message,
        "line_form": line_form or LineForm(formdata=None),
        "lines": queries.lines_of(person.id, person),
        "areas": queries.areas_of(person.id),
        "marks": queries.young_marks(person.id, person),
        "wish": queries.wish_of(person.id),
    }
    return make_response(render_template("people/about.html", **given), status)


def _wish() -> Response:
    how = request.form["may_ask"]
    if how not in list(Wish):
        return _about(422, message=_("Pick one of these."))
    with write_tx():
        line_actions.wish(signed_in(), Wish(how))
    return htmx.gone_to(ABOUT, _("Saved."))


def _change(line: int) -> Response:
    if request.form.get("remove"):
        with write_tx():
            line_actions.remove(signed_in(), line)
        return htmx.gone_to(ABOUT, _("Removed. Nobody sees it any more."))
    form = LineForm()
    if not form.validate():
        return _about(422, line_form=form)
    with write_tx():
        said = (form.words.data or "", SeenBy(form.seen_by.data))
        line_actions.change(signed_in(), line, *said)
    return htmx.gone_to(ABOUT, _("Saved."))


@bp.route("/people/<int:person_id>", methods=["GET", "POST"])
def show(person_id: int) -> Response:
    """What somebody shows to whoever reads; nobody learns of others that they are
    here."""
    reader = current_person()
    if request.method == "POST":
        return _note_young(person_id)
    person = queries.shown_or_nobody(person_id, reader)
    lines = queries.lines_of(person_id, reader)
    parts = [drawn for part in PERSON_PARTS if (drawn := part(person, reader))]
    if not person.name or not (person.known or lines or parts):
        raise NotFound
    given = {"who": person, "lines": lines, "parts": parts}
    return make_response(render_template("people/show.html", **given))


def _note_young(person_id: int) -> Response:
    """An organiser notes that somebody is under 18, or no longer."""
    person = signed_in()
    if not queries.shown(person_id, person).known:
        raise NotFound
    young = request.form.get("young") == "yes"
    with write_tx():
        area = areas.by_slug(request.form.get("area", ""))
        young_actions.mark(area, person, person_id, young=young)
    return htmx.gone_to(f"/people/{person_id}", _("Noted, and they are told."))


@bp.get("/people")
def index() -> str:
    """Who shows the reader what they bring, by skill, kind and area; for an organiser
    who looks for hands with a button to ask them for a task."""
    reader = signed_in()
    chosen = _wanted()
    task = _task(row_number(request.args.get("task", "")), reader)
    skill = chosen["skill"]
    kind = chosen["kind"]
    found = finding.found(
        reader,
        skills=[skill] if skill.strip() else [],
        kinds=(kind,) if kind else (),
        area=areas.id_of(chosen["area"]) if chosen["area"] else 0,
        after=row_number(request.args.get("after", "")),
        to_ask=("task", task.id) if task else None,
    )
    people = found[: finding.PAGE]
    given: dict[str, Any] = {
        "chosen": chosen,
        "people": people,
        "more": len(found) > finding.PAGE,
        "lines": finding.lines_of([row.id for row in people], reader),
        "area_choices": areas.choices(),
        "task": task,
    }
    return render_template("people/index.html", **given)


def _task(number: int, reader: Actor) -> Any:
    """The task for which an organiser looks for hands; None where they do not."""
    if not number:
        return None
    task = TASK.thing(number, reader)
    require(reader, "person.ask", task)
    return task


def _wanted() -> dict[str, str]:
    """The filter from the query string; a value we do not know counts as none."""
    kind = request.args.get("kind", "")
    return {
        "skill": request.args.get("skill", "")[:100],
        "kind": kind if kind in list(LineKind) else "",
        "area": request.args.get("area", "")[:60],
    }
