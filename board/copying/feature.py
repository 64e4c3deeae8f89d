"""Copying: an event is held again, a campaign laid out elsewhere, and what one plans
often is kept as a template."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from board.accounts.places import SETTINGS, Setting
from board.campaigns.places import BEGUN_FROM
from board.copying import (
    beginning,
    campaign_views,
    reasons,
    regions,
    template_views,
)
from board.events.places import BEGUN as EVENT_BEGUN
from board.events.places import ON_PAGE
from board.tasks.places import BEGUN as TASK_BEGUN

TEMPLATES = Setting(
    "/me/templates",
    _l("Your templates"),
    _l("For organisers: events and tasks that you plan again and again."),
    "copy",
)


def init_app(app: Flask) -> None:
    """What this feature brings."""
    reasons.init_app()
    EVENT_BEGUN.fill(beginning.event_begun)
    TASK_BEGUN.fill(beginning.task_begun)
    ON_PAGE.fill(regions.of_event)
    BEGUN_FROM.fill(regions.of_campaign)
    SETTINGS.fill(TEMPLATES)
    for pages in (campaign_views, template_views):
        app.register_blueprint(pages.bp)
