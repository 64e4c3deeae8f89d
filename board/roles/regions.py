"""What stands of roles on a campaign's page."""

from flask import render_template
from markupsafe import Markup

from board.db import AnyRow
from board.pages import cached
from board.roles import queries


def section(campaign: AnyRow) -> Markup:
    """The roles of a campaign, and who holds them; nothing where there are none."""
    roles = cached(queries.of_campaign, campaign.id)
    html = render_template("roles/_section.html", campaign=campaign, roles=roles)
    return Markup(html)  # noqa: S704  a template of ours, which escapes
