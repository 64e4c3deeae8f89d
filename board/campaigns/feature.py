"""Campaigns: what organisers make of posts, with whom, and how it ends."""

from flask import Flask
from flask_babel import gettext as _

from board.activity import things
from board.activity.actions import LISTENERS
from board.activity.reasons import explain
from board.campaigns import (
    coalition_views,
    contact_views,
    ending_views,
    join_views,
    page_views,
    paper_views,
    promise_actions,
    promise_views,
    queries,
    regions,
    sign_up_views,
    start_views,
    update_views,
    views,
)
from board.campaigns.models import Campaign
from board.campaigns.people_asking import update_people_asking
from board.campaigns.sentences import history
from board.db import AnyRow
from board.issues.places import CAMPAIGNS, CAMPAIGNS_LIKE
from board.jobs.run import add_job
from board.live.regions import declare


def init_app(app: Flask) -> None:
    """What this feature brings."""
    explain("campaign", _follows)
    CAMPAIGNS.fill(queries.of_issue)
    CAMPAIGNS_LIKE.fill(queries.like)
    things.add(things.Thing(Campaign, "/campaigns", "megaphone"))
    declare(*regions.REGIONS)
    app.jinja_env.globals["campaign_history"] = history
    add_job("promises", promise_actions.raise_overdue)
    LISTENERS.fill(update_people_asking)
    for pages in (
        views,
        page_views,
        join_views,
        coalition_views,
        promise_views,
        contact_views,
        ending_views,
        paper_views,
        sign_up_views,
        start_views,
        update_views,
    ):
        app.register_blueprint(pages.bp)


def _follows(line: AnyRow) -> str:
    if line.subject_kind == "campaign":
        return str(_("You follow this campaign."))
    return str(_("You follow the campaign."))
