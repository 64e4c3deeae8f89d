"""Campaigns over HTTP: load, form, action, commit, answer."""

from typing import Any

from flask import Blueprint, make_response, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.areas import queries as areas
from board.areas.models import Area
from board.campaigns import (
    actions,
    hearer_queries,
    issue_actions,
    issue_queries,
    queries,
    update_actions,
)
from board.campaigns.forms import (
    GOING_ON,
    STAGES,
    EditForm,
    IssuesForm,
    StageForm,
    StartForm,
    UpdateForm,
)
from board.campaigns.models import ENDINGS, Campaign, Stage
from board.db import Rows, write_tx
from board.errors import Conflict, Invalid, NotAllowed
from board.forms import BoardForm, row_number
from board.issues.queries import get as get_issue
from board.photos.actions import forget
from board.photos.forms import photo_changes, with_pictures
from board.photos.queries import entities
from board.photos.views import again
from board.policy import allowed, require
from board.text import tidy

bp = Blueprint("campaigns", __name__, url_prefix="/campaigns")


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


def _area_of_new(picked: list[int]) -> Area | None:
    """The area a new campaign is for: as named, else that of the first issue picked,
    else the first one organised."""
    slug = request.values.get("area", "").lower()[:60]
    known = areas.all_areas()
    person = signed_in()
    wanted = get_issue(picked[0]).area_id if picked else None
    for area in known:
        if area.slug == slug or (not slug and area.id == wanted):
            return area
    return next(
        (
            area
            for area in known
            if not slug and allowed(person, "campaign.start", area)
        ),
        None,
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> Response:
    person = signed_in()
    picked = [n for n in map(row_number, request.values.getlist("issue")) if n]
    area = _area_of_new(picked if request.method == "GET" else [])
    if area is not None:
        require(person, "campaign.start", area)
    mine = [a for a in areas.all_areas() if allowed(person, "campaign.start", a)]
    if not mine:
        raise NotAllowed(
            _(
                "Only organisers start campaigns. Ask one in your area, or tell us you "
                "want to be one."
            )
        )
    form = StartForm(data={"area": area.slug if area else "", "issue": picked})
    found = issue_queries.ready_to_organise(
        picked, (area or mine[0]).id, tidy(request.values.get("q", ""))[:200]
    )
    offered = [row for row in found if allowed(person, "issue.organise", row)]
    form.area.offer((a.slug, a.name) for a in mine)
    form.issue.offer((row.id, row.title) for row in offered)
    given = _offers(offered)
    if "show" in request.form:
        return make_response(render_template("campaigns/new.html", form=form, **given))
    if form.validate_on_submit():
        if "preview" in request.form:
            return _preview_of_start(form, area or mine[0], given)
        try:
            return _start(form)
        except Invalid as wrong:
            form.refuse(wrong)
    return htmx.form_page("campaigns/new.html", form, **given)


def _preview_of_start(form: StartForm, area: Area, given: dict[str, Any]) -> Response:
    """The same form, with how many will hear of the campaign."""
    hearers = hearer_queries.count_hearers(
        form.issue.data or [], signed_in(), starts_in=area.id
    )
    page = render_template("campaigns/new.html", form=form, hearers=hearers, **given)
    return make_response(page)


def _start(form: StartForm) -> Response:
    with write_tx():
        campaign = actions.start(
            areas.by_slug(form.area.data),
            signed_in(),
            issues=form.issue.data or [],
            once=form.key,
            **form.fields(),
        )
    return htmx.gone_to(
        f"/campaigns/{campaign.id}",
        _("The campaign has begun. Everyone who asked is being told now."),
    )


def _offers(rows: Rows, campaign_id: int = 0) -> dict[str, Any]:
    """What the list of ticks says of each issue: itself, and in which other campaigns
    it is."""
    offered = {row.id: row for row in rows}
    return {
        "offered": offered,
        "elsewhere": issue_queries.titles_of(offered, besides=campaign_id),
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


@bp.route("/<int:campaign_id>/issues", methods=["GET", "POST"])
def issues(campaign_id: int) -> Response:
    campaign = mine(campaign_id)
    has = issue_queries.issue_ids(campaign_id)
    ticked = set(map(row_number, request.form.getlist("issue")))
    words = tidy(request.form.get("q", ""))[:200] if "show" in request.form else ""
    offered = issue_queries.ready_to_organise(
        sorted({*has, *ticked}), campaign.area_id, words, limit=200
    )
    offered = [
        row
        for row in offered
        if row.id in has or allowed(current_person(), "issue.organise", row)
    ]
    form = IssuesForm(data={"issue": has})
    form.issue.offer((row.id, row.title) for row in offered)
    given = {"campaign": campaign, **_offers(offered, campaign_id)}
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


@bp.route("/<int:campaign_id>/updates", methods=["GET", "POST"])
def updates(campaign_id: int) -> Response:
    campaign = mine(campaign_id, "campaign.update")
    form = UpdateForm()
    if not (form.validate_on_submit() and form.store_pictures()):
        given = {
            "mailed": hearer_queries.mailed(campaign_id, signed_in()),
            "illustrated": queries.illustrated(campaign_id),
        }
        return again("campaigns/updates.html", form, campaign=campaign, **given)
    fields: dict[str, Any] = {
        "title": form.title.data or "",
        "body": form.body.data or "",
    }
    with write_tx():
        more: dict[str, Any] = {
            "everyone": form.everyone.data,
            "pictures": form.photos.data,
            "once": form.key,
        }
        update = update_actions.post_update(
            queries.get(campaign_id), signed_in(), **fields, **more
        )
    up = _("Your news is published, and everyone who backs this is told.")
    if update.photo_count:
        return htmx.gone_to(f"/campaigns/{campaign_id}/updates/{update.id}/photos", up)
    return htmx.gone_to(f"/campaigns/{campaign_id}", up)


@bp.route("/<int:campaign_id>/updates/<int:update_id>/photos", methods=["GET", "POST"])
def update_photos(campaign_id: int, update_id: int) -> Response:
    """Say what the pictures that came with some news show, or take them away."""
    campaign, update = (
        mine(campaign_id, "campaign.update"),
        queries.update_of(campaign_id, update_id),
    )
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
    forget(photo.sha256 for photo in shown if photo.id in without)
    return htmx.gone_to(f"/campaigns/{campaign_id}", _("Your changes are saved."))
