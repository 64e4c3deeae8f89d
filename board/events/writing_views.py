"""Planning an event over HTTP, changing it, calling it off."""

from datetime import UTC
from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import clock, htmx
from board.accounts.session import current_person, signed_in
from board.areas import queries as areas
from board.campaigns.models import Campaign
from board.campaigns.queries import get as get_campaign
from board.db import Rows, write_tx
from board.drawing import local, zone
from board.errors import Conflict, Invalid, NotAllowed
from board.events import actions, lists, queries
from board.events.attendance import why_closed
from board.events.first_forms import first_filled
from board.events.forms import NONE, CancelForm, EditForm, EventForm, PlanForm
from board.events.models import Event
from board.events.places import BEGUN, Begun
from board.policy import allowed, require

bp = Blueprint("event_writing", __name__)


@bp.route("/events/new", methods=["GET", "POST"])
def new() -> Response:
    person = signed_in()
    known = areas.all_areas()
    slug = request.values.get("area", "").lower()
    named = next((area for area in known if area.slug == slug), None)
    if named is not None:
        require(person, "event.plan", named)
    mine = [area for area in known if allowed(person, "event.plan", area)]
    if not mine:
        raise NotAllowed(
            _(
                "Only organisers plan events. Ask one in your area, or tell us you "
                "want to be one."
            )
        )
    campaigns = lists.running([area.id for area in mine])
    begun = BEGUN.filling(request.args, person)
    form = PlanForm(data=first_filled(mine, campaigns, named, begun))
    form.area.offer((area.slug, area.name) for area in mine)
    _offer(form, campaigns)
    if form.validate_on_submit():
        try:
            event = _plan(form, begun)
        except Invalid as wrong:
            form.refuse(wrong)
        else:
            message = _("The event is published. Now ask somebody in person to come.")
            return htmx.gone_to(f"/events/{event.id}", message)
    return htmx.form_page("events/new.html", form, begun=begun)


def _plan(form: PlanForm, begun: Begun | None) -> Event:
    """Plan it in the area and for the campaign that were chosen."""
    with write_tx():
        home = areas.by_slug(form.area.data)
        campaign = _campaign(form)
        event = actions.plan(
            home, signed_in(), campaign=campaign, once=form.key, **_values_of(form)
        )
        if begun:
            begun.planned(event, signed_in())
        return event


def _offer(form: EventForm, campaigns: Rows) -> None:
    form.campaign.offer(
        [
            (NONE, _("No, it stands by itself")),
            *((str(row.id), row.title) for row in campaigns),
        ]
    )


def _campaign(form: EventForm) -> Campaign | None:
    return None if form.campaign.data == NONE else get_campaign(int(form.campaign.data))


def _values_of(form: EventForm) -> dict[str, Any]:
    """What the form says, by column: a clock time of the board's zone becomes an
    instant."""
    at = {
        name: form[name].data.replace(tzinfo=zone()).astimezone(UTC)
        for name in ("starts_at", "ends_at")
    }
    return form.values() | at


def _mine(event_id: int) -> Event:
    event = queries.get(event_id)
    require(current_person(), "event.edit", event)
    return event


def _form(event: Event) -> EditForm:
    at = {
        name: local(getattr(event, name)).replace(tzinfo=None)
        for name in ("starts_at", "ends_at")
    }
    fields = {name: getattr(event, name) for name in (*EventForm.FIELDS, "version")}
    form = EditForm(data=fields | at | {"campaign": str(event.campaign_id or NONE)})
    _offer(form, lists.running([event.area_id], named=event.campaign_id or 0))
    return form


@bp.route("/events/<int:event_id>/edit", methods=["GET", "POST"])
def edit(event_id: int) -> Response:
    event = _mine(event_id)
    if event.cancelled_at and request.method == "GET":
        return htmx.gone_to(f"/events/{event_id}", why_closed(event))
    form = _form(event)
    if not form.validate_on_submit():
        return htmx.form_page("events/edit.html", form, event=event)
    try:
        with write_tx():
            event, version = queries.get(event_id), form.version.data or event.version
            actions.edit(
                event,
                signed_in(),
                version=version,
                campaign=_campaign(form),
                **_values_of(form),
            )
    except Invalid as wrong:
        form.refuse(wrong)
        return htmx.form_page("events/edit.html", form, event=event)
    except Conflict as late:
        event = queries.get(event_id)
        form.version.data = event.version
        form.version.raw_data = None
        given = {"form": form, "event": event, "message": late.text}
        return make_response(render_template("events/edit.html", **given), 409)
    return htmx.gone_to(
        f"/events/{event_id}",
        _("Your changes are saved, and those on the list are told."),
    )


@bp.route("/events/<int:event_id>/cancel", methods=["GET", "POST"])
def cancel(event_id: int) -> Response:
    event = _mine(event_id)
    form = CancelForm()
    if request.method == "GET" and (event.cancelled_at or event.ends_at <= clock.now()):
        return htmx.gone_to(f"/events/{event_id}", why_closed(event))
    if not form.validate_on_submit():
        return htmx.form_page("events/cancel.html", form, event=event)
    try:
        with write_tx():
            actions.cancel(
                queries.get(event_id), signed_in(), reason=form.reason.data or ""
            )
    except Conflict as late:
        form.refuse(Invalid(late.text))
        return make_response(
            render_template("events/cancel.html", form=form, event=event), 409
        )
    return htmx.gone_to(
        f"/events/{event_id}", _("It is called off, and everybody on the list is told.")
    )
