"""Campaigns over HTTP: load, form, action, commit, answer."""

from collections.abc import Collection
from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.areas import queries as areas
from board.campaigns import (
    actions,
    cover_actions,
    hearer_queries,
    issue_actions,
    issue_queries,
    queries,
)
from board.campaigns.forms import (
    GOING_ON,
    STAGES,
    EditForm,
    IssuesForm,
    StageForm,
)
from board.campaigns.models import ENDINGS, Campaign, Stage
from board.db import write_tx
from board.errors import Conflict, Invalid
from board.forms import row_number
from board.photos.cover_views import cover_page
from board.policy import allowed, require
from board.text import tidy

bp = Blueprint("campaigns", __name__, url_prefix="/campaigns")
SHOWN, MORE = 8, 100  # posts offered besides those picked, at first and when asked for


def wanted() -> dict[str, Any]:
    """The list's filter from the query string; a value we do not know
    counts as none."""
    given = request.args
    stage = given.get("stage", "")
    return {
        "q": given.get("q", "")[:200],
        "area": given.get("area", "")[:60],
        "stage": stage if stage in list(Stage) else "",
    }


@bp.get("")
def index() -> Response:
    chosen = wanted()
    rows = queries.listed(**chosen, before=row_number(request.args.get("after", "")))
    more = len(rows) > queries.PAGE
    rows = rows[: queries.PAGE]
    page = {"rows": rows, "next": rows[-1].id if more else ""}
    live = ["campaigns", *(f"campaign-{row.id}" for row in rows)]
    offered = {"area_choices": areas.choices(), "stage_choices": STAGES}
    return htmx.page_or_fragment(
        "campaigns/index.html",
        "campaigns/_list.html",
        page=page,
        chosen=chosen,
        live_topics=live,
        **offered,
    )


def offer_posts(
    form: Any,
    picked: Collection[int],
    area_id: int,
    *,
    has: Collection[int] = (),
    campaign_id: int = 0,
) -> dict[str, Any]:
    """Offer posts to tick: those picked, those the campaign has, and the others of the
    area that most people ask for, or that have the words that were typed.

    Gives what the list says of each, the post and in which other campaigns it is, and
    whether there are more.
    """
    named = sorted({*has, *picked})
    words = tidy(request.values.get("q", ""))[:200]
    most = MORE if request.form.get("show") == "more" else SHOWN
    found = issue_queries.ready_to_organise(named, area_id, words, most + 1)
    may = [
        row
        for row in found
        if row.id in has or allowed(current_person(), "issue.organise", row)
    ]
    others = [row for row in may if row.id not in named]
    shown = [row for row in may if row.id in named] + others[:most]
    posts = {row.id: row for row in shown}
    form.issue.offer((row.id, row.title) for row in shown)
    return {
        "offered": posts,
        "elsewhere": issue_queries.titles_of(posts, besides=campaign_id),
        "has_more": len(others) > most,
        "can_show_more": most < MORE,
    }


def mine(campaign_id: int, action: str = "campaign.edit") -> Campaign:
    """The campaign, for whoever may do this to it."""
    campaign = queries.get(campaign_id)
    require(current_person(), action, campaign)
    return campaign


@bp.route("/<int:campaign_id>/edit", methods=["GET", "POST"])
def edit(campaign_id: int) -> Response:
    campaign = mine(campaign_id)
    form = EditForm(obj=campaign)
    if not form.validate_on_submit():
        return htmx.form_page("campaigns/edit.html", form, campaign=campaign)
    try:
        with write_tx():
            campaign = queries.get(campaign_id)
            actions.edit(
                campaign,
                signed_in(),
                version=form.version.data or campaign.version,
                **form.fields(),
            )
    except Conflict as late:
        campaign = queries.get(campaign_id)
        return htmx.late_page(
            "campaigns/edit.html", form, late.text, campaign.version, campaign=campaign
        )
    return htmx.gone_to(f"/campaigns/{campaign_id}", _("Your changes are saved."))


@bp.route("/<int:campaign_id>/cover", methods=["GET", "POST"])
def cover(campaign_id: int) -> Response:
    """The campaign's picture."""
    campaign = mine(campaign_id)
    at = f"/campaigns/{campaign_id}"

    def change(**to: Any) -> None:
        cover_actions.set_cover(queries.get(campaign_id), signed_in(), **to)

    return cover_page(f"campaign-{campaign_id}", campaign.title, at, change)


@bp.route("/<int:campaign_id>/issues", methods=["GET", "POST"])
def issues(campaign_id: int) -> Response:
    campaign = mine(campaign_id)
    has = issue_queries.issue_ids(campaign_id)
    ticked = set(map(row_number, request.form.getlist("issue")))
    form = IssuesForm(data={"issue": has})
    offered = offer_posts(
        form, ticked, campaign.area_id, has=has, campaign_id=campaign_id
    )
    given = {"campaign": campaign, **offered}
    if "show" in request.form:
        return make_response(
            render_template("campaigns/issues.html", form=form, **given)
        )
    if not form.validate_on_submit():
        return htmx.form_page("campaigns/issues.html", form, **given)
    if "preview" in request.form:
        hearers = hearer_queries.count_hearers(
            set(form.issue.data or []) ^ set(has), signed_in()
        )
        return make_response(
            render_template(
                "campaigns/issues.html", form=form, hearers=hearers, **given
            )
        )
    with write_tx():
        issue_actions.set_issues(
            queries.get(campaign_id), signed_in(), issues=form.issue.data or []
        )
    return htmx.gone_to(
        f"/campaigns/{campaign_id}", _("The posts of this campaign are set.")
    )


@bp.route("/<int:campaign_id>/stage", methods=["GET", "POST"])
def stage(campaign_id: int) -> Response:
    campaign = mine(campaign_id)
    if (ending := request.form.get("stage")) in ENDINGS:
        return redirect(f"/campaigns/{campaign_id}/debrief?stage={ending}", 303)
    form = StageForm(data={"stage": campaign.stage})
    if campaign.stage in ENDINGS:
        form.stage.offer([("", _("Pick one")), *GOING_ON])
    if not form.validate_on_submit():
        return htmx.form_page("campaigns/stage.html", form, campaign=campaign)
    try:
        with write_tx():
            chosen = Stage(form.stage.data)
            actions.set_stage(
                queries.get(campaign_id),
                signed_in(),
                stage=chosen,
                note=form.note.data or "",
            )
    except Conflict as late:
        form.refuse(Invalid(late.text, "stage"))
        return make_response(
            render_template("campaigns/stage.html", form=form, campaign=campaign), 409
        )
    return htmx.gone_to(
        f"/campaigns/{campaign_id}", _("Everyone who backs this is told.")
    )
