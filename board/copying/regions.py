"""What stands of copies on the pages of events and campaigns."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from board.copying import lineage_queries
from board.pages import cached


def of_event(event: Any) -> Markup:
    """After which event it was planned, and which after it."""
    beside = cached(lineage_queries.of_event, event.id)
    return _drawn("copying/_event.html", event=event, beside=beside)


def of_campaign(campaign: Any) -> Markup:
    """The same of a campaign."""
    beside = cached(lineage_queries.of_campaign, campaign.id)
    return _drawn("copying/_campaign.html", campaign=campaign, beside=beside)


def _drawn(template: str, **given: Any) -> Markup:
    html = render_template(template, **given)
    return Markup(html)  # noqa: S704  a template of ours, which escapes
