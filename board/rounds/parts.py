"""What stands of themes on the page of the campaign they became."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from board.pages import cached
from board.rounds import queries


def behind(campaign: Any) -> Markup:
    """From which themes a campaign came, and how many answers those have."""
    themes = cached(queries.themes_behind, campaign.id)
    if not themes:
        return Markup()
    given = {"themes": themes, "shown": queries.shown}
    html = render_template("rounds/_behind.html", **given)
    return Markup(html)  # noqa: S704  a template of ours, which escapes
