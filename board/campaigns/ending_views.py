"""An end over HTTP: five questions, thanks, and where it leaves the posts; later the
same page changes the answers."""

from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.campaigns import ending_actions, issue_queries, queries, unfinished
from board.campaigns.ending_forms import OUTCOMES, DebriefForm, EndForm, end_form
from board.campaigns.models import ENDINGS, Campaign, Outcome
from board.campaigns.views import mine
from board.db import write_tx
from board.errors import Conflict
from board.issues.models import State
from board.policy import allowed

bp = Blueprint("endings", __name__, url_prefix="/campaigns")
# Where an outcome would leave the posts, until somebody says otherwise.
SUGGESTED = {Outcome.WON: State.DONE, Outcome.LOST: State.NOT_DONE}


def _outcome(campaign: Campaign) -> Outcome | None:
    """What is asked about: what was sent, else the end somebody is heading for, else
    the one that is there."""
    chosen = request.form.get("outcome") or request.args.get("stage", "")
    if chosen in list(Outcome):
        return Outcome(chosen)
    there = queries.debrief(campaign.id) if campaign.stage in ENDINGS else None
    return Outcome(there.outcome) if there else None


def _form(
    campaign: Campaign, outcome: Outcome | None
) -> tuple[DebriefForm, dict[str, Any]]:
    """The form, with the posts where it moves the campaign; and what its page shows
    beside it."""
    there = queries.debrief(campaign.id)
    answers: dict[str, Any] = {
        name: getattr(there, name, "") for name in DebriefForm.FIELDS
    }
    answers |= {"version": there.version if there else 0, "outcome": outcome or ""}
    if outcome and campaign.stage == outcome.stage:
        return DebriefForm(data=answers), {
            "campaign": campaign,
            "rows": {},
            "others": 0,
            "left": {},
        }
    found = issue_queries.left_open(campaign.id)
    mine = [row for row in found if allowed(current_person(), "issue.close", row)]
    left = SUGGESTED.get(outcome, State.OPEN) if outcome else State.OPEN
    still = unfinished.of_campaign(campaign.id)
    form = end_form(still, unfinished.elsewhere(campaign))(
        data=answers | {"state": left, "other": State.OPEN}
    )
    if outcome is None:
        form.outcome.offer([("", _("Pick one")), *OUTCOMES])
    form.issue.offer((row.id, row.title) for row in mine)
    if not mine:
        del form.state, form.issue, form.other
    rows = {row.id: row for row in mine}
    return form, {
        "campaign": campaign,
        "rows": rows,
        "others": len(found) - len(mine),
        "left": still,
    }


@bp.route("/<int:campaign_id>/debrief", methods=["GET", "POST"])
def debrief(campaign_id: int) -> Response:
    campaign = mine(campaign_id)
    form, given = _form(campaign, _outcome(campaign))
    if not form.validate_on_submit():
        return htmx.form_page("campaigns/debrief.html", form, **given)
    fields: dict[str, Any] = form.fields() | {
        "outcome": Outcome(form.outcome.data),
        "version": form.version.data or 0,
    }
    try:
        with write_tx():
            if isinstance(form, EndForm):
                fates = form.fates(given["left"])
                ending_actions.end(
                    queries.get(campaign_id),
                    signed_in(),
                    **fields,
                    **form.states_of_posts(),
                    fates=fates,
                )
            else:
                ending_actions.revise(queries.get(campaign_id), signed_in(), **fields)
    except Conflict as late:
        return _late(campaign_id, form, given, late)
    message = (
        _("Everyone behind it is being told now what came of it.")
        if isinstance(form, EndForm)
        else _("Your words are saved.")
    )
    return htmx.gone_to(f"/campaigns/{campaign_id}", message)


def _late(
    campaign_id: int, form: DebriefForm, given: dict[str, Any], late: Conflict
) -> Response:
    now = queries.debrief(campaign_id)
    form.version.data = now.version if now else 0
    form.version.raw_data = None
    given |= {
        "form": form,
        "campaign": queries.get(campaign_id),
        "message": late.text,
        "now": now,
    }
    return make_response(render_template("campaigns/debrief.html", **given), 409)
