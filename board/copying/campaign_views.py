"""Copying a campaign over HTTP: where and when, what falls when, then it has begun."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.limits import POSTS
from board.accounts.session import signed_in
from board.accounts.write_limits import limited
from board.areas import queries as areas
from board.campaigns import queries as campaigns
from board.copying import campaign_actions
from board.copying.campaign_content import MOST, content_of
from board.copying.forms import CopyForm
from board.copying.moving import WEEK
from board.copying.organised import organised
from board.db import AnyRow, write_tx
from board.drawing import today
from board.errors import Invalid, NotAllowed
from board.playbooks import queries as playbooks
from board.playbooks.use_forms import gated

bp = Blueprint("campaign_copying", __name__, url_prefix="/campaigns")


@bp.route("/<int:campaign_id>/copy", methods=["GET", "POST"])
@limited(POSTS)
def copy(campaign_id: int) -> Response:
    row = campaigns.card(campaign_id)
    form, gate = _form(row)
    if "show" in request.form:
        return make_response(_page(row, form))
    if form.validate_on_submit():
        try:
            return _begin(row, form, gate)
        except Invalid as wrong:
            form.refuse(wrong)
    return make_response(_page(row, form), 422 if request.form else 200)


def _form(row: AnyRow) -> tuple[Any, str]:
    """The form, and what has to be ticked first. Raises NotAllowed for whoever
    organises nowhere."""
    mine = organised(signed_in())
    if not mine:
        raise NotAllowed(
            _("Campaigns are begun by an organiser of their area. Show one this page.")
        )
    home = next((area for area in mine if area.id == row.area_id), mine[0])
    begins = {"starts_on": today() + WEEK, "title": row.title, "area": home.slug}
    gate = _gate(row.id)
    form = gated(CopyForm, gate)(data=begins if request.method == "GET" else None)
    form.area.offer((area.slug, area.name) for area in mine)
    return form, gate


def _gate(campaign_id: int) -> str:
    """What keeps people safe in it, where a playbook says so."""
    used = playbooks.used_in(campaign_id)
    return playbooks.book_of(used.id, used.version).gate if used else ""


def _page(row: AnyRow, form: Any) -> str:
    """The form, and when each thing would be."""
    content = content_of(row)
    first = form.starts_on.data
    later = first - content.first_day if first else timedelta()
    dates = [(one.day + later, one.title) for one in content.dated] if first else []
    given = {
        "campaign": row,
        "form": form,
        "most": MOST if content.is_long else 0,
        "day": first and content.day_of_action + later,
        "dates": dates,
        "passed": sum(day < today() for day, _title in dates),
    }
    return render_template("copying/campaign.html", **given)


def _begin(row: AnyRow, form: Any, gate: str) -> Response:
    with write_tx():
        campaign = campaign_actions.copy(
            campaigns.get(row.id),
            areas.by_slug(form.area.data),
            signed_in(),
            starts_on=form.starts_on.data,
            title=form.title.data or "",
            gate=gate,
            agreed=bool("gate" in form and form.gate.data),
            once=form.key,
        )
    message = _(
        "The campaign has begun. Read it through, and change what is different."
    )
    return htmx.gone_to(f"/campaigns/{campaign.id}", message)
