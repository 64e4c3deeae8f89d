"""Mails that wait or could not be sent, for operators: never what they say."""

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.activity.actions import record
from board.db import fresh, write_tx
from board.forms import row_number
from board.mail import lease_actions, queries
from board.mail.models import Outbox
from board.operator import verbs
from board.policy import require

bp = Blueprint("operator_mail", __name__, url_prefix="/operator/mail")


@bp.get("")
def index() -> str:
    require(current_person(), "board.operate")
    rows = queries.unsent(row_number(request.args.get("after", "")))
    shown = rows[: queries.PAGE]
    waiting, given_up = queries.waiting_and_given_up()
    return render_template(
        "operator/mail.html",
        mails=[(row, _veiled(row.to)) for row in shown],
        waiting=waiting,
        given_up=given_up,
        next_url=f"/operator/mail?after={shown[-1].id}"
        if len(rows) > len(shown)
        else "",
    )


def _veiled(address: str) -> str:
    """Enough of an address to see what is wrong: `n…@example.org`."""
    mailbox, _at, domain = address.rpartition("@")
    return f"{mailbox[:1]}…@{domain}"


@bp.post("/<int:mail_id>/again")
def again(mail_id: int) -> Response:
    require(current_person(), "board.operate")
    with write_tx():
        lease_actions.try_again(mail_id)
        mail = fresh(Outbox, mail_id)
        record(verbs.MAIL_RETRIED, mail, by=signed_in(), topics=[])
    return htmx.gone_to("/operator/mail", _("It is tried again within a minute."))
