"""Questions over HTTP: asked, read, answered."""

from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.limits import COMMENTS, MAILS
from board.accounts.session import current_person, signed_in
from board.accounts.write_limits import limited
from board.activity.actions import unless_held
from board.activity.things import of_kind
from board.db import write_tx
from board.errors import Conflict, Invalid
from board.forms import row_number
from board.policy import require
from board.questions import actions, queries
from board.questions.forms import AnswerForm, QuestionForm
from board.text import tidy

bp = Blueprint("questions", __name__, url_prefix="/questions")


@bp.route("", methods=["GET", "POST"])
@limited(MAILS)
def ask() -> Response:
    """The form to ask about the thing that the address or the form names."""
    kind, number = (tidy(request.values.get(name, "")) for name in ("kind", "id"))
    thing = queries.thing(kind, row_number(number))
    require(current_person(), "question.ask", thing)
    form = QuestionForm()
    at = of_kind(kind).address(thing.id)
    if not form.validate_on_submit():
        given = {"kind": kind, "thing": thing, "at": at}
        return htmx.form_page("questions/ask.html", form, **given)
    said: dict[str, Any] = {
        "body": form.body.data or "",
        "private": form.private.data,
        "once": form.key,
    }
    with write_tx():
        actions.ask(queries.thing(kind, thing.id), signed_in(), **said)
    sent = _("Your question is sent. You hear from us when it is answered.")
    return htmx.gone_to(at, unless_held(sent))


@bp.get("/<int:question_id>")
def show(question_id: int) -> Response:
    question = queries.one(question_id, current_person())
    thing = queries.thing(question.kind, question.thing_id)
    at = of_kind(question.kind).address(question.thing_id)
    given = {"question": question, "thing": thing, "at": at}
    return make_response(render_template("questions/show.html", **given))


@bp.route("/<int:question_id>/answer", methods=["GET", "POST"])
@limited(COMMENTS)
def answer(question_id: int) -> Response:
    question = queries.one(question_id, current_person())
    require(current_person(), "question.answer", question)
    thing = queries.thing(question.kind, question.thing_id)
    form = AnswerForm()
    at = of_kind(question.kind).address(question.thing_id)
    given = {"question": question, "thing": thing, "at": at}
    if question.answered_at:
        return htmx.gone_to(f"/questions/{question_id}")
    if not form.validate_on_submit():
        return htmx.form_page("questions/answer.html", form, **given)
    try:
        with write_tx():
            body = form.body.data or ""
            actions.answer(thing, question, signed_in(), body=body)
    except Conflict as late:
        form.refuse(Invalid(late.text, "body"))
        page = render_template("questions/answer.html", form=form, **given)
        return make_response(page, 409)
    message = _("Answered. Whoever asked is told.")
    return htmx.gone_to(at, message)
