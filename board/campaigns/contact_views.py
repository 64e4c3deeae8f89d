"""The organisers' list of people and bodies over HTTP: load, form, action, commit,
answer."""

from flask import Blueprint
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.campaigns import coalition_queries, contact_actions, queries
from board.campaigns.coalition_forms import ContactEditForm, ContactForm, fields
from board.campaigns.models import Campaign
from board.campaigns.people_models import Contact
from board.db import write_tx
from board.db.write_ahead_log import sweep
from board.errors import ChangedMeanwhile
from board.policy import require

bp = Blueprint("contacts", __name__, url_prefix="/campaigns")


def _mine(campaign_id: int) -> Campaign:
    campaign = queries.get(campaign_id)
    require(current_person(), "campaign.contacts", campaign)
    return campaign


@bp.route("/<int:campaign_id>/contacts", methods=["GET", "POST"])
def index(campaign_id: int) -> Response:
    campaign = _mine(campaign_id)
    form = ContactForm()
    if not form.validate_on_submit():
        rows = coalition_queries.contacts_of(campaign_id)
        return htmx.form_page(
            "campaigns/contacts.html", form, campaign=campaign, contacts=rows
        )
    twice = contact_actions.namesake(campaign_id, form.name.data or "", form.key)
    with write_tx():
        contact_actions.add(
            queries.get(campaign_id), signed_in(), once=form.key, **fields(form)
        )
    done = _(
        "They are on the list. Somebody of that name was there already: look whether "
        "it is the same person."
    )
    return htmx.gone_to(
        f"/campaigns/{campaign_id}/contacts",
        done if twice else _("They are on the list."),
    )


@bp.route("/<int:campaign_id>/contacts/<int:contact_id>/edit", methods=["GET", "POST"])
def edit(campaign_id: int, contact_id: int) -> Response:
    campaign = _mine(campaign_id)
    found = coalition_queries.part_of(Contact, campaign_id, contact_id)
    form = ContactEditForm(obj=found)
    if not form.validate_on_submit():
        return htmx.form_page(
            "campaigns/contact.html", form, campaign=campaign, contact=found
        )
    try:
        with write_tx():
            mine = coalition_queries.part_of(Contact, campaign_id, contact_id)
            version = form.version.data or mine.version
            contact_actions.edit(
                queries.get(campaign_id),
                mine,
                signed_in(),
                version=version,
                **fields(form),
            )
    except ChangedMeanwhile as late:
        now = coalition_queries.part_of(Contact, campaign_id, contact_id)
        return htmx.late_page(
            "campaigns/contact.html",
            form,
            late.text,
            now.version,
            campaign=campaign,
            contact=now,
        )
    sweep()
    return htmx.gone_to(
        f"/campaigns/{campaign_id}/contacts", _("Your changes are saved.")
    )


@bp.post("/<int:campaign_id>/contacts/<int:contact_id>/delete")
def delete(campaign_id: int, contact_id: int) -> Response:
    _mine(campaign_id)
    with write_tx():
        contact_actions.remove(
            queries.get(campaign_id),
            coalition_queries.part_of(Contact, campaign_id, contact_id),
            signed_in(),
        )
    sweep()
    return htmx.gone_to(
        f"/campaigns/{campaign_id}/contacts", _("They are off the list.")
    )
