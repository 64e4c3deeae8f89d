"""Campaigns: what organisers make of posts, with whom, and how it ends."""

from flask import Flask
from flask_babel import gettext as _

from board.activity import things
from board.activity.actions import listeners
from board.activity.reasons import explain
from board.campaigns import (
    coalition_views,
    contact_views,
    ending_views,
    page_views,
    paper_views,
    promise_views,
    promises,
    queries,
    regions,
    sign_up_views,
    views,
)
from board.campaigns.models import Campaign
from board.campaigns.sentences import sentence
from board.campaigns.tally import keep_count
from board.issues.models import Issue
from board.jobs.run import jobs
from board.live.regions import declare


def init_app(app: Flask) -> None:
    """What this feature brings."""
    explain("campaign", lambda line: _("You follow this campaign."))
    Issue.campaigns_like = queries.like
    Issue.campaigns_of = queries.of_issue
    things.add(things.Thing(Campaign, "/campaigns"))
    declare(*regions.REGIONS)
    app.jinja_env.globals["campaign_sentence"] = sentence
    jobs["promises"] = promises.raise_overdue
    if keep_count not in listeners:
        listeners.append(keep_count)
    for pages in (
        views,
        page_views,
        coalition_views,
        promise_views,
        contact_views,
        ending_views,
        paper_views,
        sign_up_views,
    ):
        app.register_blueprint(pages.bp)
