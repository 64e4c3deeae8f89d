"""A task's page, and what people do about its places, over HTTP: load, form, action,
commit, answer."""

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.models import CurrentPerson
from board.accounts.session import current_person, signed_in
from board.campaigns.places import QUESTIONS
from board.db import AnyRow, write_tx
from board.errors import Conflict, Invalid
from board.forms import row_number
from board.live.regions import on_page_of
from board.policy import Actor, allowed, audience, require
from board.tasks import (
    actions,
    card_queries,
    lists,
    queries,
    talk,
    waiting_list,
)
from board.tasks.eligibility import off_or_over
from board.tasks.forms import NameForm, NoteForm, TalkForm
from board.tasks.models import Task
from board.tasks.places import HANDS
from board.tasks.regions import people_of, roles_of
from board.text import legible, tidy

bp = Blueprint("tasks", __name__)


@bp.get("/tasks/<int:task_id>")
def show(task_id: int) -> Response:
    return page(task_id)


def _card_values(
    task_id: int, message: str = "", form: NoteForm | None = None, known: Any = None
) -> dict[str, Any]:
    """What the card of a task needs; `known` is the task's row where it need not be
    read."""
    row = known or card_queries.card(task_id, current_person())
    return {
        **roles_of(row),
        "dates": lists.next_dates([row.series_id] if row.series_id else []),
        "message": message,
        "form": form,
    }


def page(
    task_id: int,
    status: int = 200,
    message: str = "",
    form: NoteForm | None = None,
    name_form: NameForm | None = None,
    talk_form: TalkForm | None = None,
) -> Response:
    """The task's page, with the forms that could not be taken."""
    values = _card_values(task_id, message, form)
    task = values["task"]
    person = current_person()
    values |= {
        **people_of(task, audience(person, task)),
        "said": talk.said(task, person)
        if person and allowed(person, "task.talk", task)
        else None,
        "talk_form": talk_form or TalkForm.brought_back(),
        "questions": QUESTIONS.filling(task, "task"),
        "hands": _hands(task, person),
        "form": form or NoteForm.brought_back(),
        "name_form": name_form or NameForm.to_fill(),
        "live_topics": on_page_of("task", task_id),
    }
    return make_response(render_template("tasks/show.html", **values), status)


def _hands(task: AnyRow, person: CurrentPerson | None) -> Markup:
    """Who could be asked, for an organiser while the task lacks people."""
    lacks = task.taken < task.places and not off_or_over(task)
    if person is None or not lacks or not allowed(person, "person.ask", task):
        return Markup()
    return HANDS.filling(task, person)


def _card(
    task_id: int,
    message: str = "",
    form: NoteForm | None = None,
    known: Any = None,
    warning: str = "",
) -> str:
    values = _card_values(task_id, message, form, known)
    return render_template("tasks/_card.html", **values, warning=warning)


def _do(
    task_id: int,
    act: Callable[[Actor], dict[str, Any] | None],
    message: str,
    *,
    whole_page: bool = False,
    form: NoteForm | None = None,
) -> Response:
    """Do one thing and answer with the task's card, or the whole page; what could not
    be: 409 and how it stands.

    `act` may return the card's row as it now stands, and in it `near`, a shift close to
    this one, of which the person is warned.
    """
    try:
        with write_tx():
            now = act(signed_in()) or {}
    except (Conflict, Invalid) as late:
        if htmx.wants_fragment():
            return make_response(_card(task_id, late.text, form), late.code)
        return page(task_id, late.code, late.text, form)
    warning = _warning(now.get("near"))
    known = SimpleNamespace(**now) if now else None
    message = f"{message} {warning}".strip()
    if whole_page:
        return htmx.gone_to(f"/tasks/{task_id}", message)

    def draw() -> str:
        return _card(task_id, known=known, warning=warning)

    return htmx.done(f"/tasks/{task_id}", draw, message)


def _warning(near: str | None) -> str:
    if not near:
        return ""
    return str(
        _("There is less than half an hour between this and “%(other)s”.", other=near)
    )


def _do_locked(
    task_id: int,
    act: Callable[[Task, Actor], None],
    message: str,
    *,
    whole_page: bool = False,
    form: NoteForm | None = None,
) -> Response:
    """The same with the task, whose row is locked first."""

    def lock_and_act(person: Actor) -> None:
        act(queries.lock(task_id), person)

    return _do(task_id, lock_and_act, message, whole_page=whole_page, form=form)


def _role() -> str:
    return legible(tidy(request.form.get("role", "")))[:60]


def _claim_id() -> int:
    """The number of a claim on the form; 0 where one's own is meant."""
    return row_number(request.form.get("claim", ""))


@bp.post("/tasks/<int:task_id>/claim")
def claim(task_id: int) -> Response:
    act = partial(actions.claim, task_id, role=_role())
    return _do(task_id, act, _("It is yours. You find it under My week."))


@bp.post("/tasks/<int:task_id>/wait")
def wait(task_id: int) -> Response:
    message = _(
        "You are on the waiting list. When a place comes free for you, you hear from "
        "us at once."
    )
    return _do(task_id, partial(waiting_list.join, task_id, role=_role()), message)


@bp.post("/tasks/<int:task_id>/accept")
def accept(task_id: int) -> Response:
    act = partial(waiting_list.accept, task_id)
    return _do(task_id, act, _("It is yours. You find it under My week."))


@bp.post("/tasks/<int:task_id>/still")
def still(task_id: int) -> Response:
    message = _("Thank you. The place stays yours.")
    return _do_locked(task_id, actions.still, message)


@bp.post("/tasks/<int:task_id>/confirm")
def confirm(task_id: int) -> Response:
    act = partial(actions.confirm, claim=_claim_id())
    message = _("Confirmed. Thank you for looking.")
    return _do_locked(task_id, act, message, whole_page=True)


@bp.post("/tasks/<int:task_id>/claim_for")
def claim_for(task_id: int) -> Response:
    person = current_person()
    require(person, "task.claim_for", card_queries.card(task_id, person))
    form = NameForm()
    if not form.validate():
        return page(task_id, 422, name_form=form)
    name = form.name.data or ""
    act = partial(actions.claim_for, name=name, role=_role(), once=form.key)
    message = _("Written in. Only members of the area see the name.")
    return _do_locked(task_id, act, message, whole_page=True)


def _do_with_note(task_id: int, act: Callable[..., None], message: str) -> Response:
    """End a claim with a note: one's own, or one that an organiser wrote in."""
    form = NoteForm()
    claim_id = _claim_id()
    if not form.validate():
        if htmx.wants_fragment():
            return make_response(_card(task_id, form=form), 422)
        return page(task_id, 422, form=form)
    act = partial(act, note=form.note.data, claim=claim_id)
    return _do_locked(task_id, act, message, whole_page=bool(claim_id), form=form)


@bp.post("/tasks/<int:task_id>/release")
def release(task_id: int) -> Response:
    return _do_with_note(
        task_id, actions.release, _("You are off this task. Thank you for saying so.")
    )


@bp.post("/tasks/<int:task_id>/complete")
def complete(task_id: int) -> Response:
    return _do_with_note(task_id, actions.complete, _("Noted as done. Thank you."))
