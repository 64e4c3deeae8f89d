"""Asking for an organiser from elsewhere, answering and ending it: one page of a
campaign, for its organisers and whoever is asked."""

from typing import Any

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import signed_in
from board.campaigns import queries as campaigns
from board.db import AnyRow, Rows, write_tx
from board.drawing import today
from board.errors import Conflict, Invalid, NotAllowed, NotFound
from board.forms import row_number
from board.lending import actions, queries
from board.lending.forms import LendForm
from board.policy import allowed, require

bp = Blueprint("lending", __name__)


@bp.route("/campaigns/<int:campaign_id>/lent", methods=["GET", "POST"])
def lent(campaign_id: int) -> Response:
    """Who helps and who is asked, with the buttons of whoever looks."""
    person = signed_in()
    campaign = campaigns.card(campaign_id)
    loans = queries.of_campaign(campaign_id)
    asks = allowed(person, "loan.ask", campaign)
    if not asks and person.id not in {loan.person_id for loan in loans}:
        raise NotAllowed
    if "loan" in request.form:
        return _press(campaign_id, row_number(request.form["loan"]))
    if request.method == "POST":
        require(person, "loan.ask", campaign)
    form = LendForm()
    others = queries.could_be_lent(campaign.area_id) if asks else ()
    form.person.offer((str(row.id), f"{row.name}, {row.area_name}") for row in others)
    if not form.validate_on_submit():
        return _page(form, campaign, loans, others)
    try:
        with write_tx():
            actions.ask(
                campaigns.get(campaign_id),
                signed_in(),
                person_id=row_number(form.person.data),
                until=form.until.data or today(),
            )
    except Invalid as wrong:
        form.refuse(wrong)
        return _page(form, campaign, loans, others)
    return htmx.gone_to(f"/campaigns/{campaign_id}/lent", _("They are asked."))


def _page(form: LendForm, campaign: AnyRow, loans: Rows, others: Any) -> Response:
    given = {"campaign": campaign, "loans": loans, "others": others}
    return htmx.form_page("lending/lent.html", form, **given)


def _press(campaign_id: int, loan_id: int) -> Response:
    """Yes, no, or over."""
    if queries.locked(loan_id).campaign_id != campaign_id:
        raise NotFound
    does = request.form.get("does")
    try:
        with write_tx():
            if does == "end":
                actions.end(loan_id, signed_in())
            else:
                actions.answer(loan_id, signed_in(), yes=does == "yes")
    except Conflict as late:
        return htmx.gone_to(f"/campaigns/{campaign_id}", str(late.text))
    done = {"end": _("This has ended."), "yes": _("Thank you. You can begin at once.")}
    said = done.get(str(does), _("They hear that you can’t."))
    return htmx.gone_to(f"/campaigns/{campaign_id}", said)
