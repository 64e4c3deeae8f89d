"""Campaigns: what organisers make of posts, with whom, and how it ends."""

from flask import Flask
from flask_babel import gettext as _

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
    sign_up_views,
    views,
)
from board.campaigns.sentences import sentence
from board.campaigns.tally import keep_count
from board.issues.models import Issue
from board.jobs.run import jobs


def init_app(app: Flask) -> None:
    """What this feature brings."""
    explain("campaign", lambda line: _("You follow this campaign."))
    Issue.campaigns_like = queries.like
    Issue.campaigns_of = queries.of_issue
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
