"""Tasks over HTTP: load, form, action, commit, answer."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, Flask, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.views import current_person, signed_in
from board.areas import queries as areas
from board.campaigns.models import Campaign
from board.db import write_tx
from board.drawing import today
from board.errors import Conflict
from board.policy import Actor, audience
from board.tasks import actions, queries
from board.tasks.forms import SHAPES, NoteForm
from board.tasks.models import Shape, Task
from board.tasks.repeating import words

bp = Blueprint("tasks", __name__)
WHEN = {"today": 0, "week": 7, "month": 31}  # days from today within which a task is to be done


def wanted() -> tuple[dict[str, Any], str]:
    """The list's filter from the query string, and the word for its time; a value we do not know counts as none."""
    given = request.args
    shape, when = given.get("shape", ""), given.get("when", "")
    chosen: dict[str, Any] = {
        "area": given.get("area", "")[:60],
        "skill": given.get("skill", "").strip()[:100],
        "shape": shape if shape in list(Shape) else "",
        "until": today() + timedelta(days=WHEN[when]) if when in WHEN else None,
        "after": _position(given.get("after", "")),
    }
    return chosen, when if when in WHEN else ""


@bp.get("/tasks")
def index() -> Response:
    chosen, when = wanted()
    rows = queries.listed(current_person(), today(), **chosen)
    more = len(rows) > queries.PAGE
    rows = rows[: queries.PAGE]
    page = {"rows": rows, "next": f"{rows[-1].last_day}.{rows[-1].id}" if more else ""}
    given_to_page = {
        "page": page,
        "chosen": chosen | {"when": when},
        "area_choices": areas.choices(),
        "shapes": SHAPES,
        "live_topics": ["tasks", *(f"task-{row.id}" for row in rows)],
    }
    return htmx.page_or_fragment("tasks/index.html", "tasks/_list.html", **given_to_page)


def _position(cursor: str) -> tuple[date, int] | None:
    try:
        day, id = cursor.split(".")
        return date.fromisoformat(day), int(id[:10])
    except ValueError:
        return None


@bp.get("/tasks/<int:task_id>")
def show(task_id: int) -> Response:
    return _page(task_id)


def _page(task_id: int, status: int = 200, message: str = "", form: NoteForm | None = None) -> Response:
    row = queries.card(task_id, current_person())
    given = {
        "task": row,
        "people": queries.people_on(task_id, audience(current_person(), row)),
        "dates": queries.next_of([row.series_id] if row.series_id else []),
        "message": message,
        "form": form,
        "live_topics": [f"task-{task_id}", f"task-{task_id}-thread"],
    }
    return make_response(render_template("tasks/show.html", **given), status)


def _card(task_id: int, message: str = "", form: NoteForm | None = None) -> str:
    row = queries.card(task_id, current_person())
    return render_template("tasks/_card.html", task=row, message=message, form=form)


def _act(task_id: int, verb: Callable[[Task, Actor], Any], said: str) -> Response:
    """Do one thing to a task and answer with its card; somebody was first: 409 and the card as it is now."""
    try:
        with write_tx():
            verb(queries.get(task_id), signed_in())
    except Conflict as late:
        if htmx.wants_fragment():
            return make_response(_card(task_id, late.text), 409)
        return _page(task_id, 409, late.text)
    return htmx.done(f"/tasks/{task_id}", lambda: _card(task_id), said)


@bp.post("/tasks/<int:task_id>/claim")
def claim(task_id: int) -> Response:
    return _act(task_id, actions.claim, _("It is yours. You find it under My week."))


def _with_note(task_id: int, verb: Callable[..., None], said: str) -> Response:
    form = NoteForm()
    if not form.validate():
        if htmx.wants_fragment():
            return make_response(_card(task_id, form=form), 422)
        return _page(task_id, 422, form=form)
    return _act(task_id, lambda task, person: verb(task, person, note=form.note.data), said)


@bp.post("/tasks/<int:task_id>/release")
def release(task_id: int) -> Response:
    return _with_note(task_id, actions.release, _("Your place is free again. Thank you for saying so in time."))


@bp.post("/tasks/<int:task_id>/complete")
def complete(task_id: int) -> Response:
    return _with_note(task_id, actions.complete, _("Noted as done. Thank you."))


def init_app(app: Flask) -> None:
    """Add the pages, and give campaigns their tasks."""
    Campaign.tasks_for = queries.of_campaign
    Campaign.dates_of = queries.next_of
    app.jinja_env.globals["repeating"] = words
    app.register_blueprint(bp)
