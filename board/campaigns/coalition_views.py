"""Partners and pledges over HTTP: load, form, action, commit, answer."""

from flask import Blueprint
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.campaigns import coalition_actions, coalition_queries, queries
from board.campaigns.coalition_forms import (
    OTHER,
    PartnerEditForm,
    PartnerForm,
    PledgeEditForm,
    PledgeForm,
    fields,
)
from board.campaigns.coalition_models import Partner, Pledge, PledgeState
from board.campaigns.models import Campaign
from board.db import write_tx
from board.errors import ChangedMeanwhile, Conflict
from board.policy import require

bp = Blueprint("coalition", __name__, url_prefix="/campaigns")


def _mine(campaign_id: int) -> Campaign:
    campaign = queries.get(campaign_id)
    require(current_person(), "campaign.partners", campaign)
    return campaign


@bp.route("/<int:campaign_id>/partners", methods=["GET", "POST"])
def partners(campaign_id: int) -> Response:
    campaign = _mine(campaign_id)
    form = PartnerForm()
    if not form.validate_on_submit():
        groups = [
            group
            for group in coalition_queries.coalition_of(campaign_id)
            if group.partner.partner_id
        ]
        return htmx.form_page(
            "campaigns/partners.html", form, campaign=campaign, groups=groups
        )
    with write_tx():
        coalition_actions.add_partner(
            queries.get(campaign_id), signed_in(), once=form.key, **fields(form)
        )
    return htmx.gone_to(
        f"/campaigns/{campaign_id}/partners", _("They are part of the coalition.")
    )


@bp.route("/<int:campaign_id>/partners/<int:partner_id>/edit", methods=["GET", "POST"])
def partner(campaign_id: int, partner_id: int) -> Response:
    campaign = _mine(campaign_id)
    found = coalition_queries.part_of(Partner, campaign_id, partner_id)
    form = PartnerEditForm(obj=found)
    if not form.validate_on_submit():
        return htmx.form_page(
            "campaigns/partner.html", form, campaign=campaign, partner=found
        )
    try:
        with write_tx():
            mine = coalition_queries.part_of(Partner, campaign_id, partner_id)
            version = form.version.data or mine.version
            coalition_actions.edit_partner(
                queries.get(campaign_id),
                mine,
                signed_in(),
                version=version,
                **fields(form),
            )
    except ChangedMeanwhile as late:
        now = coalition_queries.part_of(Partner, campaign_id, partner_id)
        return htmx.late_page(
            "campaigns/partner.html",
            form,
            late.text,
            now.version,
            campaign=campaign,
            partner=now,
        )
    return htmx.gone_to(
        f"/campaigns/{campaign_id}/partners", _("Your changes are saved.")
    )


@bp.post("/<int:campaign_id>/partners/<int:partner_id>/leave")
def leave(campaign_id: int, partner_id: int) -> Response:
    _mine(campaign_id)
    with write_tx():
        found = coalition_queries.part_of(Partner, campaign_id, partner_id)
        coalition_actions.leave(queries.get(campaign_id), found, signed_in())
    return htmx.gone_to(
        f"/campaigns/{campaign_id}/partners", _("They are noted as having left.")
    )


@bp.route("/<int:campaign_id>/pledges", methods=["GET", "POST"])
def pledges(campaign_id: int) -> Response:
    campaign = _mine(campaign_id)
    form = PledgeForm(coalition_queries.partner_choices(campaign_id))
    if not form.validate_on_submit():
        groups = coalition_queries.coalition_of(campaign_id)
        return htmx.form_page(
            "campaigns/pledges.html", form, campaign=campaign, groups=groups
        )
    with write_tx():
        coalition_actions.add_pledge(
            queries.get(campaign_id), signed_in(), once=form.key, **form.fields()
        )
    return htmx.gone_to(
        f"/campaigns/{campaign_id}/pledges", _("The pledge is on the campaign's page.")
    )


@bp.route("/<int:campaign_id>/pledges/<int:pledge_id>/edit", methods=["GET", "POST"])
def pledge(campaign_id: int, pledge_id: int) -> Response:
    campaign = _mine(campaign_id)
    found = coalition_queries.part_of(Pledge, campaign_id, pledge_id)
    whose = coalition_queries.partner_choices(campaign_id, also=found.partner_id)
    form = PledgeEditForm(
        whose, obj=found, data={"partner": str(found.partner_id or OTHER)}
    )
    if not form.validate_on_submit():
        return htmx.form_page(
            "campaigns/pledge.html", form, campaign=campaign, pledge=found
        )
    try:
        with write_tx():
            mine = coalition_queries.part_of(Pledge, campaign_id, pledge_id)
            values = form.fields() | {
                "state": PledgeState(form.state.data),
                "version": form.version.data or mine.version,
            }
            coalition_actions.change_pledge(
                queries.get(campaign_id), mine, signed_in(), **values
            )
    except Conflict as late:
        now = coalition_queries.part_of(Pledge, campaign_id, pledge_id)
        return htmx.late_page(
            "campaigns/pledge.html",
            form,
            late.text,
            now.version,
            campaign=campaign,
            pledge=now,
        )
    return htmx.gone_to(
        f"/campaigns/{campaign_id}/pledges", _("Your changes are saved.")
    )
