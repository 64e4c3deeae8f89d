"""What flows back over HTTP: said, read, taken or answered."""

from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.limits import MAILS
from board.accounts.session import current_person, signed_in
from board.accounts.write_limits import limited
from board.activity.actions import unless_held
from board.db import AnyRow, write_tx
from board.errors import Conflict, Invalid
from board.playbooks import queries, suggestion_actions, suggestion_queries
from board.playbooks.book import Book
from board.playbooks.places import TRAVELS_BACK
from board.playbooks.suggestion_forms import AnswerForm, SuggestForm
from board.policy import allowed, require

bp = Blueprint("suggestions", __name__, url_prefix="/playbooks/<int:playbook_id>")


@bp.route("/suggest", methods=["GET", "POST"])
@limited(MAILS)
def suggest(playbook_id: int) -> Response:
    """The form, with what a step says now, and what others have suggested."""
    person = signed_in()
    row = queries.card(playbook_id)
    book = queries.book_of(playbook_id, row.version)
    asked = book.step(request.values.get("step", ""))
    start = {"step": asked.key if asked else "", "words": asked.words if asked else ""}
    form = SuggestForm(data=start)
    form.step.choices = _choices(book)
    if form.validate_on_submit():
        try:
            with write_tx():
                made = suggestion_actions.suggest(
                    queries.get(playbook_id),
                    signed_in(),
                    words=form.words.data or "",
                    why=form.why.data or "",
                    step=form.step.data or "",
                    area_id=suggestion_queries.area_of_use(playbook_id, person.id),
                    once=form.key,
                )
            return _suggested(row, made.id)
        except Invalid as wrong:
            form.refuse(wrong)
    given = {"playbook": row, "rows": suggestion_queries.of_playbook(playbook_id)}
    titles = {step.key: step.title for step in book.steps}
    return htmx.form_page("playbooks/suggest.html", form, **given, titles=titles)


def _suggested(playbook: AnyRow, suggestion_id: int) -> Response:
    """Whoever looks after it goes on to what can be done about it."""
    sent = _("Thank you. Whoever looks after it is told, and you hear back.")
    at = f"/playbooks/{playbook.id}"
    if allowed(current_person(), "playbook.edit", playbook):
        at = f"{at}/suggestions/{suggestion_id}"
        sent = _("It stands here now.")
    return htmx.gone_to(at, unless_held(sent))


def _choices(book: Book) -> list[tuple[str, str]]:
    steps = sorted(book.steps, key=lambda step: step.day)
    return [("", _("The whole of it")), *((step.key, step.title) for step in steps)]


@bp.route("/suggestions/<int:suggestion_id>", methods=["GET", "POST"])
def answer(playbook_id: int, suggestion_id: int) -> Response:
    """One suggestion; whoever looks after the playbook takes or answers it here."""
    row = suggestion_queries.one(playbook_id, suggestion_id)
    playbook = queries.card(playbook_id)
    form = AnswerForm()
    given: dict[str, Any] = {"playbook": playbook, "row": row, **_step(row)}
    if allowed(current_person(), "playbook.edit", playbook):
        given["travels_back"] = TRAVELS_BACK.filling(row)
    if request.method == "GET":
        page = render_template("playbooks/suggestion.html", form=form, **given)
        return make_response(page)
    require(current_person(), "playbook.edit", playbook)
    if form.validate():
        try:
            _answer(playbook_id, suggestion_id, form)
            message = _("Done. Whoever suggested it is told.")
            return htmx.gone_to(f"/playbooks/{playbook_id}", message)
        except Invalid as wrong:
            form.refuse(wrong)
        except Conflict as late:
            form.refuse(Invalid(late.text, "answer"))
            page = render_template("playbooks/suggestion.html", form=form, **given)
            return make_response(page, 409)
    return htmx.form_page("playbooks/suggestion.html", form, **given)


def _step(row: Any) -> dict[str, Any]:
    """The step it is about, as it was then."""
    if not row.step:
        return {"step": None}
    return {"step": queries.book_of(row.playbook_id, row.version).step(row.step)}


def _answer(playbook_id: int, suggestion_id: int, form: AnswerForm) -> None:
    with write_tx():
        suggestion_actions.answer(
            queries.get(playbook_id),
            suggestion_queries.get(playbook_id, suggestion_id),
            signed_in(),
            take="take" in request.form,
            answer=form.answer.data or "",
        )
