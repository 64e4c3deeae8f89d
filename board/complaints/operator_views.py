"""Complaints for whoever answers them: all in one list, with what is due."""

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.complaints import actions, queries
from board.complaints.forms import AnswerForm
from board.complaints.models import About, Complaint, Decision
from board.complaints.words import ABOUT, DECISIONS, REGULATORS
from board.db import fresh, write_tx
from board.drawing import full
from board.errors import Conflict
from board.forms import row_number
from board.mail import actions as mail
from board.policy import require

bp = Blueprint("complaints_answering", __name__, url_prefix="/operator/complaints")


@bp.get("")
def index() -> str:
    """Those that wait, the one that is due first on top; or those with an answer."""
    require(current_person(), "board.operate")
    is_answered = request.args.get("state") == "answered"
    after = row_number(request.args.get("after", ""))
    found = queries.answered(after) if is_answered else queries.waiting(after)
    rows = found[: queries.PAGE]
    next_url = ""
    if len(found) > queries.PAGE:
        state = "state=answered&" if is_answered else ""
        next_url = f"/operator/complaints?{state}after={rows[-1].id}"
    return render_template(
        "complaints/index.html",
        rows=rows,
        next_url=next_url,
        is_answered=is_answered,
        ABOUT=ABOUT,
        DECISIONS=DECISIONS,
    )


@bp.route("/<int:complaint_id>", methods=["GET", "POST"])
def one(complaint_id: int) -> Response:
    """What was said, and the form of the answer."""
    require(current_person(), "board.operate")
    complaint = queries.one(complaint_id)
    form = AnswerForm()
    if not form.validate_on_submit():
        return _page(complaint, form, 422 if form.errors else 200)
    try:
        with write_tx():
            _answer(complaint_id, form)
    except Conflict as late:
        return _page(queries.one(complaint_id), form, 409, str(late.text))
    return htmx.gone_to(
        "/operator/complaints",
        _("Complaint %(number)s is answered.", number=complaint_id),
    )


def _answer(number: int, form: AnswerForm) -> None:
    words = form.words.data or ""
    decision = Decision(form.decision.data)
    actions.answer(number, signed_in(), decision=decision, words=words)
    complaint = fresh(Complaint, number)
    if complaint.email:
        url = full(f"/complaints/{queries.key_of(number)}")
        mail.queue(
            complaint.email,
            "complaint_answered",
            f"complaint-{number}-answer",
            complaint.locale,
            url=url,
            complaint=complaint,
            decision=DECISIONS[decision],
            regulator=REGULATORS[About(complaint.about)],
        )


def _page(
    complaint: object, form: AnswerForm, status: int, message: str = ""
) -> Response:
    page = render_template(
        "complaints/answer.html",
        complaint=complaint,
        form=form,
        message=message,
        ABOUT=ABOUT,
        DECISIONS=DECISIONS,
    )
    return make_response(page, status)
