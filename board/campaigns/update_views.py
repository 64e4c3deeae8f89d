"""News of a campaign over HTTP: written, seen as it will be read, sent; and what its
pictures show."""

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import signed_in
from board.campaigns import hearer_queries, queries, update_actions
from board.campaigns.forms import UpdateForm
from board.campaigns.views import mine
from board.db import write_tx
from board.forms import BoardForm
from board.photos.forms import photo_changes, with_pictures
from board.photos.queries import entities
from board.photos.views import again

bp = Blueprint("campaign_news", __name__, url_prefix="/campaigns")


@bp.route("/<int:campaign_id>/updates", methods=["GET", "POST"])
def updates(campaign_id: int) -> Response:
    campaign = mine(campaign_id, "campaign.update")
    form = UpdateForm()
    given = {
        "campaign": campaign,
        "illustrated": queries.illustrated(campaign_id),
        "hearers": hearer_queries.hearers_of_news(campaign_id, signed_in()),
    }
    if not form.validate_on_submit():
        return again("campaigns/updates.html", form, **given)
    if "preview" in request.form:
        return again("campaigns/updates.html", form, 200, **given, shown=True)
    if not form.store_pictures():
        return again("campaigns/updates.html", form, **given)
    return _send(form, campaign_id)


def _send(form: UpdateForm, campaign_id: int) -> Response:
    """Publish the news; pictures without words are asked about next."""
    with write_tx():
        update = update_actions.post_update(
            queries.get(campaign_id),
            signed_in(),
            title=form.title.data or "",
            body=form.body.data or "",
            pictures=form.photos.data,
            once=form.key,
        )
    at = f"/campaigns/{campaign_id}"
    if update.photo_count:
        at = f"{at}/updates/{update.id}/photos"
    return htmx.gone_to(
        at, _("Your news is published, and everyone who backs this is told.")
    )


@bp.route("/<int:campaign_id>/updates/<int:update_id>/photos", methods=["GET", "POST"])
def update_photos(campaign_id: int, update_id: int) -> Response:
    """Say what the pictures that came with some news show, or take them away."""
    campaign = mine(campaign_id, "campaign.update")
    update = queries.update_of(campaign_id, update_id)
    shown = entities([f"update-{update_id}"])
    form = with_pictures(BoardForm, shown)()
    if not form.validate_on_submit():
        return htmx.form_page(
            "campaigns/photos.html",
            form,
            campaign=campaign,
            update=update,
            photos=shown,
        )
    alts, without = photo_changes(form, shown)
    with write_tx():
        update = queries.update_of(campaign_id, update_id)
        update_actions.change_photos(
            queries.get(campaign_id), update, signed_in(), alts=alts, without=without
        )
    return htmx.gone_to(f"/campaigns/{campaign_id}", _("Your changes are saved."))
