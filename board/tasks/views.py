"""Tasks over HTTP: load, form, action, commit, answer."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.areas import queries as areas
from board.db import write_tx
from board.drawing import today
from board.errors import Conflict, Invalid
from board.live.regions import on_page_of
from board.policy import Actor, audience, require
from board.tasks import (
    actions,
    card_queries,
    lists,
    people_queries,
    queries,
    waiting_list,
)
from board.tasks.forms import SHAPES, NameForm, NoteForm
from board.tasks.models import Shape, Task
from board.tasks.regions import people_of, roles_of
from board.text import legible, tidy

bp = Blueprint("tasks", __name__)
# days from today within which a task is to be done
WHEN = {"today": 0, "week": 7, "month": 31}


def wanted() -> tuple[dict[str, Any], str]:
    """The list's filter from the query string, and the word for its time; a value we do
    not know counts as none."""
    given = request.args
    shape, when = given.get("shape", ""), given.get("when", "")
    chosen: dict[str, Any] = {
        "area": given.get("area", "")[:60],
        "skill": given.get("skill", "")[:100],
        "shape": shape if shape in list(Shape) else "",
        "until": today() + timedelta(days=WHEN[when]) if when in WHEN else None,
        "after": _position(given.get("after", "")),
    }
    return chosen, when if when in WHEN else ""


@bp.get("/tasks")
def index() -> Response:
    chosen, when = wanted()
    rows = lists.open_tasks(current_person(), today(), **chosen)
    more = len(rows) > lists.PAGE
    rows = rows[: lists.PAGE]
    page = {"rows": rows, "next": f"{rows[-1].last_day}.{rows[-1].id}" if more else ""}
    given_to_page = {
        "page": page,
        "chosen": chosen | {"when": when},
        "area_choices": areas.choices(),
        "shapes": SHAPES,
        "live_topics": ["tasks", *(f"task-{row.id}" for row in rows)],
    }
    return htmx.page_or_fragment(
        "tasks/index.html", "tasks/_list.html", **given_to_page
    )


def _position(cursor: str) -> tuple[date, int] | None:
    try:
        day, id = cursor.split(".")
        return date.fromisoformat(day), int(id[:10])
    except ValueError:
        return None


@bp.get("/tasks/<int:task_id>")
def show(task_id: int) -> Response:
    return _page(task_id)


def _given(
    task_id: int, message: str = "", form: NoteForm | None = None, known: Any = None
) -> dict[str, Any]:
    """What the card of a task needs; `known` is the task's row where it need not be
    read."""
    row = known or card_queries.card(task_id, current_person())
    dates = lists.next_dates([row.series_id] if row.series_id else [])
    return {
        **roles_of(row),
        "dates": dates,
        "message": message,
        "form": form,
    }


def _page(
    task_id: int,
    status: int = 200,
    message: str = "",
    form: NoteForm | None = None,
    name_form: NameForm | None = None,
) -> Response:
    given = _given(task_id, message, form)
    task = given["task"]
    given |= {
        **people_of(task, audience(current_person(), task)),
        "form": form or NoteForm.brought_back(),
        "name_form": name_form or NameForm.to_fill(),
        "live_topics": on_page_of("task", task_id),
    }
    return make_response(render_template("tasks/show.html", **given), status)


def _card(
    task_id: int,
    message: str = "",
    form: NoteForm | None = None,
    known: Any = None,
    warning: str = "",
) -> str:
    return render_template(
        "tasks/_card.html", **_given(task_id, message, form, known), warning=warning
    )


def _act(
    task_id: int,
    verb: Callable[[Task, Actor], None],
    said: str,
    *,
    whole: bool = False,
    form: NoteForm | None = None,
) -> Response:
    """Do one thing to a task, whose row is held, and answer with its card, or the whole
    page."""
    return _do(
        task_id,
        lambda person: verb(queries.lock(task_id), person),
        said,
        whole=whole,
        form=form,
    )


def _do(
    task_id: int,
    verb: Callable[[Actor], dict[str, Any] | None],
    said: str,
    *,
    whole: bool = False,
    form: NoteForm | None = None,
) -> Response:
    """Do one thing and answer with the task's card, or the whole page; what could not
    be: 409 and how it stands.

    The verb may give the card's row as it now stands, and `near` in it, a shift close
    to this one, which is said, too.
    """
    try:
        with write_tx():
            now = verb(signed_in()) or {}
    except (Conflict, Invalid) as late:
        if htmx.wants_fragment():
            return make_response(_card(task_id, late.text, form), late.code)
        return _page(task_id, late.code, late.text, form)
    near = now.get("near")
    warning = (
        _("There is less than half an hour between this and “%(other)s”.", other=near)
        if near
        else ""
    )
    known = SimpleNamespace(**now) if now else None
    said = f"{said} {warning}".strip()
    if whole:
        return htmx.gone_to(f"/tasks/{task_id}", said)
    return htmx.done(
        f"/tasks/{task_id}", lambda: _card(task_id, known=known, warning=warning), said
    )


def _role() -> str:
    return legible(tidy(request.form.get("role", "")))[:60]


def _claim_id() -> int:
    """The number of a claim on the form; 0 where one's own is meant."""
    given = request.form.get("claim", "")
    return (
        int(given) if given.isascii() and given.isdecimal() and len(given) < 10 else 0
    )


@bp.post("/tasks/<int:task_id>/claim")
def claim(task_id: int) -> Response:
    said = _("It is yours. You find it under My week.")
    return _do(
        task_id, lambda person: actions.claim(task_id, person, role=_role()), said
    )


@bp.post("/tasks/<int:task_id>/wait")
def wait(task_id: int) -> Response:
    said = _(
        "You are on the waiting list. When a place comes free for you, you hear from "
        "us at once."
    )
    return _do(
        task_id, lambda person: waiting_list.join(task_id, person, role=_role()), said
    )


@bp.post("/tasks/<int:task_id>/accept")
def accept(task_id: int) -> Response:
    return _do(
        task_id,
        partial(waiting_list.accept, task_id),
        _("It is yours. You find it under My week."),
    )


@bp.post("/tasks/<int:task_id>/still")
def still(task_id: int) -> Response:
    return _act(task_id, actions.still, _("Thank you. The place stays yours."))


@bp.post("/tasks/<int:task_id>/confirm")
def confirm(task_id: int) -> Response:
    number = _claim_id()
    done = _("Confirmed. Thank you for looking.")
    return _act(
        task_id,
        lambda task, person: actions.confirm(task, person, claim=number),
        done,
        whole=True,
    )


@bp.post("/tasks/<int:task_id>/claim_for")
def claim_for(task_id: int) -> Response:
    person = current_person()
    require(person, "task.claim_for", card_queries.card(task_id, person))
    form = NameForm()
    if not form.validate():
        return _page(task_id, 422, name_form=form)
    said: dict[str, Any] = {"name": form.name.data, "role": _role(), "once": form.key}
    written = _("Written in. Only members of the area see the name.")
    return _act(
        task_id,
        lambda task, person: actions.claim_for(task, person, **said),
        written,
        whole=True,
    )


def _with_note(task_id: int, verb: Callable[..., None], said: str) -> Response:
    form, number = NoteForm(), _claim_id()
    if not form.validate():
        if htmx.wants_fragment():
            return make_response(_card(task_id, form=form), 422)
        return _page(task_id, 422, form=form)
    act = partial(verb, note=form.note.data, claim=number)
    return _act(task_id, act, said, whole=bool(number), form=form)


@bp.post("/tasks/<int:task_id>/release")
def release(task_id: int) -> Response:
    return _with_note(
        task_id, actions.release, _("You are off this task. Thank you for saying so.")
    )


@bp.post("/tasks/<int:task_id>/complete")
def complete(task_id: int) -> Response:
    return _with_note(task_id, actions.complete, _("Noted as done. Thank you."))


@bp.route("/areas/<slug>/cleared", methods=["GET", "POST"])
def cleared(slug: str) -> Response | str:
    """Who may take the places that need a cleared person: yes or no, for organisers,
    and never why."""
    area = areas.by_slug(slug)
    require(current_person(), "task.clear", area)
    q = request.args.get("q", "")[:80]
    if request.method == "GET":
        given = {"area": area, "q": q, "people": people_queries.clearances(area.id, q)}
        return render_template("tasks/cleared.html", **given)
    person, says = request.form.get("person", ""), request.form.get("cleared", "")
    number = (
        int(person)
        if person.isascii() and person.isdecimal() and len(person) < 10
        else 0
    )
    with write_tx():
        actions.clear(
            areas.by_slug(slug), signed_in(), person=number, cleared=says == "yes"
        )
    return htmx.gone_to(f"/areas/{slug}/cleared", _("Noted, and they are told."))
