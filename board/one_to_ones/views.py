"""One-to-ones over HTTP: mine, writing one down, whom to ring, and what I hold for a
campaign."""

from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.limits import MAILS
from board.accounts.session import signed_in
from board.accounts.write_limits import limited
from board.campaigns import queries as campaign_queries
from board.db import AnyRow, Rows, write_tx
from board.drawing import today
from board.errors import Conflict, Invalid, NotFound
from board.forms import row_number
from board.mail.actions import queue
from board.one_to_ones import (
    actions,
    follow_up_actions,
    follow_up_queries,
    queries,
    totals,
)
from board.one_to_ones.forms import PledgeForm, TalkForm
from board.one_to_ones.link_views import link_to
from board.one_to_ones.models import Opens
from board.policy import Role

bp = Blueprint("one_to_ones", __name__)
NONE = "none"
CALLS = {
    "call": follow_up_actions.claim,
    "give_back": follow_up_actions.give_back,
    "rung": follow_up_actions.rung,
}


@bp.route("/one-to-ones", methods=["GET", "POST"])
@limited(MAILS)
def index() -> Response:
    """Mine; with `with` or `campaign` in the address the form to write one down."""
    does = request.form.get("do", "")
    if does in CALLS:
        return _call(does)
    if does == "pledge":
        return _pledge()
    if request.method == "POST" or {"with", "campaign"} & request.args.keys():
        return _write_down()
    return _list()


def _list(message: str = "", status: int = 200) -> Response:
    me = signed_in()
    after = row_number(request.args.get("after", ""))
    rows = queries.mine(me, after)
    areas = _organised()
    given = {
        "rows": rows[: queries.PAGE],
        "next": rows[queries.PAGE - 1].id if len(rows) > queries.PAGE else 0,
        "after": after,
        "message": message,
        "areas": [_of_area(area) for area in areas[:1]],
        "others": [(area.slug, area.name) for area in areas[1:]],
    }
    return make_response(render_template("one_to_ones/index.html", **given), status)


def _organised() -> list[AnyRow]:
    """The areas the reader organises, the one that the address names first."""
    me = signed_in()
    if not me.organises_somewhere or 0 in me.kept_out:
        return []
    chosen = request.args.get("area", "")
    areas = [
        area
        for area in queries.areas_for(me)
        if area.role == Role.ORGANISER and area.id not in me.kept_out
    ]
    return sorted(areas, key=lambda area: area.slug != chosen)


def _of_area(area: AnyRow) -> dict[str, Any]:
    after = row_number(request.args.get("ring", ""))
    ring = follow_up_queries.to_ring(area.id, after)
    shared = queries.shared_with(signed_in(), area.id)
    size = follow_up_queries.PAGE
    return {
        "area": area,
        "ring": ring[:size],
        "more": ring[size - 1].id if len(ring) > size else 0,
        "shared": shared[: queries.PAGE],
    }


def _form(areas: Rows, campaigns: Rows) -> TalkForm:
    asked = request.args
    first = next((area.slug for area in areas), "")
    given = {
        "whom": asked.get("with", ""),
        "area": asked.get("area", first),
        "campaign": asked.get("campaign") or NONE,
    }
    form = TalkForm(data=given)
    form.area.offer([(area.slug, area.name) for area in areas])
    listed = [(str(campaign.id), campaign.title) for campaign in campaigns]
    form.campaign.offer([(NONE, _("None")), *listed])
    if not form.is_submitted() and form.campaign.data not in dict(listed):
        form.campaign.data = NONE
    return form


def _write_down() -> Response:
    me = signed_in()
    areas = queries.areas_for(me)
    campaigns = queries.campaigns_for(areas)
    form = _form(areas, campaigns)
    given = {"picked": _picked(form), "pledge": _pledge_form(campaigns)}
    if not form.validate_on_submit():
        return htmx.form_page("one_to_ones/new.html", form, **given)
    try:
        with write_tx():
            talk = _log(form, areas, campaigns)
    except Invalid as wrong:
        form.refuse(wrong)
        return make_response(
            render_template("one_to_ones/new.html", form=form, **given), 422
        )
    return htmx.gone_to(f"/one-to-ones/{talk.id}", _("Written down."))


def _log(form: TalkForm, areas: Rows, campaigns: Rows) -> AnyRow:
    me = signed_in()
    campaign = next((c for c in campaigns if str(c.id) == form.campaign.data), None)
    area = next(a for a in areas if a.slug == form.area.data)
    if campaign:
        area = next(a for a in areas if a.id == campaign.area_id)
    talk = actions.log(
        area,
        me,
        whom=form.other,
        held_on=form.on.data or today(),
        campaign=campaign,
        opens=Opens(form.opens.data),
        once=form.key,
        **form.said,
    )
    if talk.email:
        key = f"one-to-one-{talk.id}-{queries.stamp(talk)}"
        queue(talk.email, "one_to_one", key, name=me.name, url=link_to(talk))
    return talk


def _picked(form: TalkForm) -> AnyRow | None:
    """Whom the address names, if one may pick them."""
    try:
        return queries.somebody(row_number(form.whom.data or ""), signed_in())
    except NotFound:
        return None


def _pledge_form(campaigns: Rows) -> PledgeForm | None:
    chosen = request.values.get("campaign", "")
    known = [(str(campaign.id), campaign.title) for campaign in campaigns]
    if chosen not in dict(known):
        return None
    given = totals.pledged_by(int(chosen), signed_in()) | {"campaign": chosen}
    form = PledgeForm(data=given)
    form.campaign.offer(known)
    return form


def _pledge() -> Response:
    campaigns = queries.campaigns_for(queries.areas_for(signed_in()))
    form = _pledge_form(campaigns)
    if form is None:
        raise NotFound
    if not form.validate():
        talk = _form(queries.areas_for(signed_in()), campaigns)
        given = {"form": talk, "picked": None, "pledge": form}
        return make_response(render_template("one_to_ones/new.html", **given), 422)
    numbers = {
        "one_to_ones": form.one_to_ones.data or 0,
        "house_meetings": form.house_meetings.data or 0,
    }
    with write_tx():
        campaign = campaign_queries.get(int(form.campaign.data))
        totals.pledge(campaign, signed_in(), **numbers)
    message = _("Saved. Only the sums of all are shown.")
    return htmx.gone_to(f"/campaigns/{campaign.id}", message)


def _call(does: str) -> Response:
    slug = request.form.get("area", "")
    area = queries.area_named(slug)
    talk = row_number(request.form.get("id", ""))
    try:
        with write_tx():
            CALLS[does](area, signed_in(), talk)
    except Conflict as late:
        return _list(late.text, 409)
    said = {
        "call": _("You ring them. Nobody else does for seven days."),
        "give_back": _("Given back: others can ring them."),
        "rung": _("Noted. Write the one-to-one down, if you like."),
    }
    return htmx.gone_to(f"/one-to-ones?area={slug}", said[does])
