"""Answers over HTTP: given on the page or by a mailed link, written down for others,
and each on a page of its own."""

from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.limits import COMMENTS
from board.accounts.session import current_person, open_with_name, signed_in
from board.accounts.write_limits import limited
from board.activity.actions import unless_held
from board.confirm import views as confirm
from board.db import AnyRow, write_tx
from board.errors import Invalid
from board.forms import BoardForm
from board.policy import allowed, require
from board.rounds import answer_actions, answer_queries, queries, unconfirmed
from board.rounds.forms import AnswerForm, VisitorAnswerForm, WrittenForm
from board.rounds.models import RoundState, Source, UnconfirmedAnswer

bp = Blueprint("answers_of_rounds", __name__)


@bp.route("/rounds/<int:round_id>/answers", methods=["GET", "POST"])
@open_with_name
@limited(COMMENTS)
def give(round_id: int) -> Response:
    """The form to answer; who has no account says who they are and is mailed a
    link."""
    row = queries.card(round_id)
    person = current_person()
    if row.state != RoundState.OPEN:
        return htmx.gone_to(f"/rounds/{round_id}", answer_actions.not_open(row))
    if person is None:
        return _ask(row)
    mine = answer_queries.mine(round_id, person)
    if mine and request.method == "GET":
        words = _("You have answered already. This is your answer.")
        return htmx.gone_to(f"/rounds/{round_id}/answers/{mine.id}", words)
    form = AnswerForm()
    form.ask(row)
    if not form.validate_on_submit():
        return htmx.form_page("rounds/answer_form.html", form, round=row)
    said: dict[str, Any] = {"words": form.words(), "once": form.key}
    said |= {"shared": form.shared.data, "show_name": form.show_name.data}
    with write_tx():
        made = answer_actions.give(queries.get(round_id), signed_in(), **said)
    thanks = _("Thank you. We tell you what becomes of it.")
    said_now = unless_held(thanks)
    at = f"/rounds/{round_id}"
    if said_now == thanks:
        at += f"/answers/{made.id}"
    return htmx.gone_to(at, said_now)


def _ask(row: AnyRow) -> Response:
    form = VisitorAnswerForm()
    form.ask(row)
    shown = {"shared": form.shared.data, "show_name": form.show_name.data}
    typed = {"round_id": row.id, "said": form.words() | shown}
    return confirm.ask(
        ANSWER,
        "rounds/answer_form.html",
        form,
        letter={"title": row.title},
        typed=typed,
        round=row,
    )


def _confirmed(
    form: BoardForm,
    waiting: UnconfirmedAnswer,
    token: str,
    status: int = 0,
    late: str = "",
) -> Response:
    """What was answered, read once more before it is sent."""
    given = {"round": queries.card(waiting.round_id), "said": waiting.said}
    given |= {"token": token, "late": late}
    if not status:
        return htmx.form_page("rounds/confirm.html", form, **given)
    page = render_template("rounds/confirm.html", form=form, **given)
    return make_response(page, status)


ANSWER = confirm.Kind(
    model=UnconfirmedAnswer,
    letter="confirm_answer",
    waiting_at="/rounds/confirm",
    waiting="rounds/waiting.html",
    address="/rounds/confirm",
    page=_confirmed,
    take=unconfirmed.send,
    goal=lambda answer: (
        f"/rounds/{answer.round_id}",
        _("Your answer is sent. We tell you what becomes of it."),
    ),
    already=lambda answer: (
        f"/rounds/{answer.round_id}",
        _("This answer is sent already."),
    ),
    too_late=lambda answer, token, late: _confirmed(
        BoardForm(formdata=None), answer, token, late.code, str(late.text)
    ),
    over=(
        _l(
            "This link is not one of ours, or it is more than 7 days old. Answer "
            "again, it takes a minute."
        ),
        "/areas",
        _l("Find your area"),
    ),
)
confirm.serve(bp, ANSWER)


@bp.route("/rounds/<int:round_id>/paper", methods=["GET", "POST"])
def write_down(round_id: int) -> Response:
    """A form that prints, with a code to answer by phone; and the quick way to type in
    what came back on paper or was said."""
    row = queries.card(round_id)
    require(current_person(), "round.gather", row)
    source = request.args.get("source", "")
    is_known = source in (Source.PAPER, Source.SPOKEN)
    form = WrittenForm(data={"source": source if is_known else Source.PAPER})
    form.ask(row)
    counts = queries.counts(round_id)
    given = {"round": row, "number": counts.answers}
    if not form.validate_on_submit():
        return htmx.form_page("rounds/paper.html", form, **given)
    said: dict[str, Any] = {"words": form.words(), "source": Source(form.source.data)}
    said |= {name: form[name].data for name in ("shared", "young")}
    said |= {"email": form.email.data or "", "once": form.key}
    try:
        with write_tx():
            answer_actions.write_down(queries.get(round_id), signed_in(), **said)
    except Invalid as wrong:
        form.refuse(wrong)
        return htmx.form_page("rounds/paper.html", form, **given)
    at = f"/rounds/{round_id}/paper?source={form.source.data}"
    return htmx.gone_to(at, _("Kept. Type in the next one."))


@bp.route("/rounds/<int:round_id>/answers/<int:answer_id>", methods=["GET", "POST"])
def show(round_id: int, answer_id: int) -> Response:
    """One answer, and what became of it; whoever gave it may keep it from others or
    take it back."""
    row = queries.card(round_id)
    person = current_person()
    answer = answer_queries.one(round_id, answer_id, person)
    if request.method == "GET":
        may_change = allowed(person, "answer.change", answer)
        at = f"/rounds/{round_id}/answers/{answer_id}"
        return page_of(row, answer, at, may_change=may_change)
    require(person, "answer.change", answer)
    with write_tx():
        words = change(round_id, answer, signed_in())
    return htmx.gone_to(f"/rounds/{round_id}", words)


def page_of(row: AnyRow, answer: AnyRow, at: str, *, may_change: bool) -> Response:
    """An answer's page, for whoever came by their account or by a mailed link."""
    given = {"round": row, "answer": answer, "at": at, "may_change": may_change}
    given |= {"became": answer_queries.became(answer.id)}
    if may_change and current_person():
        given["live_topics"] = ["me"]
    return make_response(render_template("rounds/answer.html", **given))


def change(round_id: int, answer: AnyRow, by: Any) -> str:
    """Do to an answer what its giver pressed; what to say of it."""
    round_ = queries.get(round_id)
    if request.form.get("do") == "private":
        answer_actions.keep_private(round_, answer, by)
        return str(_("Only the organisers read your answer now."))
    answer_actions.take_back(round_, answer, by)
    return str(_("Your answer is gone, and nothing of it is kept."))
