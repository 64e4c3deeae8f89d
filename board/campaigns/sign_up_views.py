"""Over HTTP: who signed on paper, keyed back a line a person, and taken off the list
again."""

from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import signed_in
from board.campaigns import paper_queries, queries, sign_up_actions
from board.campaigns.sign_up_forms import SignUpsForm
from board.campaigns.views import mine
from board.db import write_tx
from board.db.write_ahead_log import sweep
from board.drawing import today
from board.forms import row_number

bp = Blueprint("sign_ups", __name__, url_prefix="/campaigns/<int:campaign_id>/sign-ups")
PAGE = 50


@bp.route("", methods=["GET", "POST"])
def index(campaign_id: int) -> Response:
    """The list, and the form to add to it.

    Who may be on it already is shown once before anything is kept.
    """
    campaign = mine(campaign_id, "campaign.sign_ups")
    form = SignUpsForm(data={"signed_on": today()})
    rows = paper_queries.sign_ups(
        campaign_id, row_number(request.args.get("after", "")), PAGE
    )
    given = {"campaign": campaign, "rows": rows[:PAGE], "more": len(rows) > PAGE}
    if not form.validate_on_submit():
        return htmx.form_page("campaigns/sign_ups.html", form, **given)
    seen = request.form.getlist("seen")
    again = request.form.getlist("again")
    twins = (
        []
        if sign_up_actions.is_keyed(form.key)
        else sign_up_actions.twins(campaign_id, form.people)
    )
    if any(one.line not in seen for one in twins):
        page = render_template(
            "campaigns/sign_ups.html", form=form, twins=twins, again=again, **given
        )
        return make_response(page)
    assert form.signed_on.data  # the form has seen to it
    keyed: dict[str, Any] = {
        "people": form.people,
        "signed_on": form.signed_on.data,
        "again": again,
        "once": form.key,
    }
    with write_tx():
        added = sign_up_actions.key_in(queries.get(campaign_id), signed_in(), **keyed)
    message = (
        ngettext("%(num)s person was added.", "%(num)s people were added.", added)
        if added
        else _("Nobody was added.")
    )
    return htmx.gone_to(f"/campaigns/{campaign_id}/sign-ups", message)


@bp.post("/<int:sign_up_id>/remove")
def remove(campaign_id: int, sign_up_id: int) -> Response:
    with write_tx():
        sign_up_actions.remove(
            queries.get(campaign_id), signed_in(), sign_up=sign_up_id
        )
    sweep()
    return htmx.gone_to(
        f"/campaigns/{campaign_id}/sign-ups",
        _("They are off the list, and nothing of them is kept."),
    )
