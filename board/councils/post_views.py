"""A post and its council over HTTP: its poster has it sent, or takes that back; an
organiser says what happens where nobody knows whether it arrived."""

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.councils import queries, sending_actions
from board.councils.forms import SettleForm
from board.db import write_tx
from board.errors import Invalid, NotFound
from board.issues import queries as issues
from board.jobs.run import wake
from board.policy import require

bp = Blueprint("council_posts", __name__, url_prefix="/issues/<int:issue_id>/council")


@bp.post("")
def agree(issue_id: int) -> Response:
    """Have one's own post sent, or not after all."""
    at = f"/issues/{issue_id}"
    issue = issues.get(issue_id)
    require(current_person(), "council.agree", issue)
    if request.form.get("do") == "take_back":
        with write_tx():
            sending_actions.take_back(issues.get(issue_id), signed_in())
        return htmx.gone_to(at, _("It is not sent."))
    with write_tx():
        sending_actions.agree(issues.get(issue_id), signed_in())
    return htmx.gone_to(
        at, _("It is sent in ten minutes. Until then you can change it.")
    )


@bp.route("/settle", methods=["GET", "POST"])
def settle(issue_id: int) -> Response:
    """Send it again, say under which number it is there, or leave it."""
    require(current_person(), "council.settle", issues.get(issue_id))
    sending = queries.sending(issue_id)
    if sending is None:
        raise NotFound
    form = SettleForm.begun(number=sending.maybe_id)
    shown = {"issue": issues.card(issue_id), "sending": sending}
    if not form.validate_on_submit():
        return htmx.form_page("councils/settle.html", form, **shown)
    said = {"how": _how(), "number": form.number.data or ""}
    try:
        with write_tx():
            sending_actions.settle(issues.get(issue_id), signed_in(), **said)
    except Invalid as wrong:
        form.refuse(wrong)
        page = render_template("councils/settle.html", form=form, **shown)
        return make_response(page, 422)
    wake.set()
    return htmx.gone_to(
        f"/issues/{issue_id}", _("Thank you. Everybody reads it there.")
    )


def _how() -> str:
    how = request.form.get("how", "")
    return how if how in ("again", "left") else "there"
