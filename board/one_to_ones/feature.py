"""One-to-ones: what two people talked about, and how many talks carry a campaign."""

from flask import Flask

from board.accounts.places import WAITING
from board.campaigns.places import TALKS
from board.one_to_ones import link_views, reasons, regions, views
from board.one_to_ones.waiting import WAITING_TALKS
from board.people.places import PERSON_PARTS


def init_app(app: Flask) -> None:
    """What this feature brings."""
    reasons.init_app()
    WAITING.fill(WAITING_TALKS)
    TALKS.fill(regions.of_campaign)
    PERSON_PARTS.fill(regions.of_person)
    for pages in (views, link_views):
        app.register_blueprint(pages.bp)
