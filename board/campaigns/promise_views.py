"""Promises over HTTP: load, form, action, commit, answer; and the job that watches
their days."""

from typing import Any

from flask import Blueprint, make_response, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.campaigns import coalition_queries, promise_actions, queries
from board.campaigns.coalition_forms import fields
from board.campaigns.coalition_models import Promise, PromiseState
from board.campaigns.models import Campaign
from board.campaigns.promise_forms import PromiseEditForm, PromiseForm, SettleForm
from board.db import write_tx
from board.errors import ChangedMeanwhile, Conflict, Invalid
from board.photos.views import again
from board.policy import Audience, require

bp = Blueprint("promises", __name__, url_prefix="/campaigns")


def _mine(campaign_id: int) -> Campaign:
    campaign = queries.get(campaign_id)
    require(current_person(), "campaign.promises", campaign)
    return campaign


@bp.route("/<int:campaign_id>/promises", methods=["GET", "POST"])
def index(campaign_id: int) -> Response:
    campaign = _mine(campaign_id)
    form = PromiseForm()
    if form.validate_on_submit() and form.store_pictures():
        try:
            with write_tx():
                values = fields(form) | {"pictures": form.photos.data, "once": form.key}
                promise_actions.add(queries.get(campaign_id), signed_in(), **values)
            return htmx.gone_to(
                f"/campaigns/{campaign_id}/promises", _("The promise is on the record.")
            )
        except Invalid as wrong:
            form.refuse(wrong)
    listed = coalition_queries.promises_of(campaign_id, Audience.ORGANISER)
    return again("campaigns/promises.html", form, campaign=campaign, promises=listed)


@bp.route("/<int:campaign_id>/promises/<int:promise_id>/edit", methods=["GET", "POST"])
def edit(campaign_id: int, promise_id: int) -> Response:
    campaign = _mine(campaign_id)
    found = coalition_queries.part_of(Promise, campaign_id, promise_id)
    form = PromiseEditForm(obj=found)
    if form.validate_on_submit():
        try:
            with write_tx():
                mine = coalition_queries.part_of(Promise, campaign_id, promise_id)
                version = form.version.data or mine.version
                promise_actions.edit(
                    queries.get(campaign_id),
                    mine,
                    signed_in(),
                    version=version,
                    **fields(form),
                )
            return htmx.gone_to(
                f"/campaigns/{campaign_id}/promises", _("Your changes are saved.")
            )
        except Invalid as wrong:
            form.refuse(wrong)
        except ChangedMeanwhile as late:
            now = coalition_queries.part_of(Promise, campaign_id, promise_id)
            return htmx.late_page(
                "campaigns/promise.html",
                form,
                late.text,
                now.version,
                campaign=campaign,
                promise=now,
            )
    return htmx.form_page(
        "campaigns/promise.html", form, campaign=campaign, promise=found
    )


@bp.route(
    "/<int:campaign_id>/promises/<int:promise_id>/settle", methods=["GET", "POST"]
)
def settle(campaign_id: int, promise_id: int) -> Response:
    campaign = _mine(campaign_id)
    found = coalition_queries.part_of(Promise, campaign_id, promise_id)
    form = SettleForm(found)
    if form.validate_on_submit():
        try:
            with write_tx():
                mine = coalition_queries.part_of(Promise, campaign_id, promise_id)
                values: Any = {
                    "state": PromiseState(form.state.data),
                    "note": form.note.data or "",
                    "on": form.on.data,
                }
                promise_actions.settle(
                    queries.get(campaign_id), mine, signed_in(), **values
                )
            return htmx.gone_to(
                f"/campaigns/{campaign_id}/promises",
                _("Everyone who backs the campaign is told."),
            )
        except Invalid as wrong:
            form.refuse(wrong)
        except Conflict as late:
            form.refuse(Invalid(late.text, "state"))
            return make_response(
                render_template(
                    "campaigns/settle.html", form=form, campaign=campaign, promise=found
                ),
                409,
            )
    return htmx.form_page(
        "campaigns/settle.html", form, campaign=campaign, promise=found
    )
