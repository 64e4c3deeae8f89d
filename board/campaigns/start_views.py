"""Starting a campaign over HTTP: the posts it comes from, what it asks for, who will
be told."""

from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import signed_in
from board.areas import queries as areas
from board.areas.models import Area
from board.campaigns import actions, hearer_queries
from board.campaigns.start_forms import StartForm, Step
from board.campaigns.views import offer_posts
from board.db import write_tx
from board.errors import Invalid, NotAllowed
from board.forms import row_number
from board.issues.queries import get as get_issue
from board.policy import allowed, require

bp = Blueprint("starting", __name__)
Offered = dict[str, Any]


@bp.route("/campaigns/new", methods=["GET", "POST"])
def new() -> Response:
    picked = [n for n in map(row_number, request.values.getlist("issue")) if n]
    mine = _organised()
    area = _area(mine, picked)
    form, offered = _form(mine, area, picked)
    if request.method == "GET" or "show" in request.form:
        # whoever brings posts along has taken the first step
        has_picked = picked and request.method == "GET"
        return _page(form, area, offered, Step.ASK if has_picked else Step.POSTS)
    wanted = request.form.get("step", "")
    if wanted in (Step.POSTS, Step.ASK):
        return _page(form, area, offered, Step(wanted))
    if form.validate_on_submit():
        if wanted == Step.TOLD:
            return _page(form, area, offered, Step.TOLD)
        try:
            return _start(form)
        except Invalid as wrong:
            form.refuse(wrong)
    return _page(form, area, offered, form.back_to_fault(), status=422)


def _organised() -> list[Area]:
    return [a for a in areas.all_areas() if allowed(signed_in(), "campaign.start", a)]


def _area(mine: list[Area], picked: list[int]) -> Area:
    """The area it is for: as named, else that of the first post picked, else the first
    of one's own. Raises NotAllowed where that is none."""
    named = request.values.get("area", "").lower()[:60]
    wanted = get_issue(picked[0]).area_id if picked and not named else None
    for area in areas.all_areas():
        if area.slug == named or area.id == wanted:
            require(signed_in(), "campaign.start", area)
            return area
    if not mine:
        raise NotAllowed(
            _(
                "Only organisers start campaigns. Ask one in your area, or tell us you "
                "want to be one."
            )
        )
    return mine[0]


def _form(mine: list[Area], area: Area, picked: list[int]) -> tuple[StartForm, Offered]:
    """The form, and what it says of the posts it offers."""
    form = StartForm(data={"area": area.slug, "issue": picked})
    form.area.offer((a.slug, a.name) for a in mine)
    return form, offer_posts(form, picked, area.id)


def _page(
    form: StartForm, area: Area, offered: Offered, step: Step, status: int = 200
) -> Response:
    """One step, with the fields of the others carried along."""
    given: dict[str, Any] = {"step": step, **offered}
    if step == Step.TOLD:
        ids = form.issue.data or []
        given["hearers"] = hearer_queries.count_hearers(
            ids, signed_in(), starts_in=area.id
        )
    page = render_template("campaigns/new.html", form=form, **given)
    return make_response(page, status)


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
