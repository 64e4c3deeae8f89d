"""A campaign on paper: pages that print on one A4 sheet each."""

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response

from board.accounts.session import current_person
from board.campaigns import coalition_queries, paper_queries, people_queries, queries
from board.campaigns.places import TASKS
from board.campaigns.views import mine
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
    """What we want, and what there is to do in the next days."""
    row = queries.shown(campaign_id, None)
    tasks = [
        task for task in TASKS.filling(campaign_id, None) if task.taken < task.places
    ]
    tasks = [task for task in tasks if task.last_day >= today()][:4]
    return render_template("campaigns/poster.html", campaign=row, tasks=tasks)


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
