"""A campaign on paper: pages that print on one A4 sheet each."""

from typing import Any

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from board import clock
from board.accounts.session import current_person
from board.campaigns import coalition_queries, paper_queries, people_queries, queries
from board.campaigns.models import ENDINGS
from board.campaigns.places import EVENTS, TASKS
from board.campaigns.views import mine
from board.db import AnyRow
from board.drawing import today
from board.forms import row_number
from board.policy import Audience

bp = Blueprint("papers", __name__)
CALLS = 100


@bp.get("/c/<int:campaign_id>")
def short(campaign_id: int) -> Response:
    """The short address on paper leads to the campaign."""
    return redirect(f"/campaigns/{queries.card(campaign_id).id}", 303)


@bp.get("/campaigns/<int:campaign_id>/poster")
def poster(campaign_id: int) -> str:
    """What we want, where to come and what there is to do; or how it ended."""
    row = queries.shown(campaign_id, None)
    given: dict[str, Any] = {"campaign": row}
    if row.stage in ENDINGS:
        given["debrief"] = queries.debrief(campaign_id)
    else:
        given["meeting"] = meeting = _next_meeting(campaign_id)
        given["tasks"] = _open_tasks(campaign_id)[: 2 if meeting else 3]
    return render_template("campaigns/poster.html", **given)


def _next_meeting(campaign_id: int) -> AnyRow | None:
    """The soonest that has not begun and was not called off."""
    now = clock.now()
    return next(
        (
            event
            for event in EVENTS.filling(campaign_id)
            if event.starts_at > now and not event.cancelled_at
        ),
        None,
    )


def _open_tasks(campaign_id: int) -> list[AnyRow]:
    """Those with a free place that are not over and that whoever reads a poster may
    take, the soonest first."""
    day = today()
    return [
        task
        for task in TASKS.filling(campaign_id, None)
        if task.taken < task.places and task.last_day >= day and not task.cleared
    ]


@bp.get("/campaigns/<int:campaign_id>/brief")
def brief(campaign_id: int) -> str:
    """What whoever decides, or writes about it, should know; nobody is named who is not
    on the page."""
    given = {
        "campaign": queries.shown(campaign_id, None),
        "people": people_queries.people_of(campaign_id),
        "promises": coalition_queries.promises_of(campaign_id, Audience.PUBLIC),
        "said": paper_queries.loudest(campaign_id),
    }
    return render_template("campaigns/brief.html", **given)


@bp.get("/campaigns/<int:campaign_id>/sign-up-sheet")
def sheet(campaign_id: int) -> str:
    """Empty lines to sign."""
    mine(campaign_id, "campaign.sign_ups")
    return render_template(
        "campaigns/sheet.html", campaign=queries.shown(campaign_id, current_person())
    )


@bp.get("/campaigns/<int:campaign_id>/call-list")
def calls(campaign_id: int) -> str:
    """Who may be rung or written to, with boxes to tick."""
    campaign = mine(campaign_id, "campaign.sign_ups")
    rows = paper_queries.sign_ups(
        campaign_id, row_number(request.args.get("after", "")), CALLS, reachable=True
    )
    given = {"rows": rows[:CALLS], "more": len(rows) > CALLS}
    return render_template("campaigns/calls.html", campaign=campaign, **given)
