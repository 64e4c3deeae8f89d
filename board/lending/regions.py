"""What stands on a campaign's page of who is lent to it."""

from flask import render_template
from markupsafe import Markup

from board.db import AnyRow
from board.lending import queries
from board.pages import cached


def section(campaign: AnyRow) -> Markup:
    """Who from another area helps, and until when; nothing where nobody does."""
    loans = cached(queries.of_campaign, campaign.id)
    html = render_template("lending/_section.html", campaign=campaign, loans=loans)
    return Markup(html)  # noqa: S704  a template of ours, which escapes
