"""What stands of playbooks on the page of a campaign."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from board.pages import cached
from board.playbooks import queries


def begun_from(campaign: Any) -> Markup:
    """The playbook a campaign was laid out by, and the ways back to it."""
    used = cached(queries.used_in, campaign.id)
    html = render_template("playbooks/_origin.html", campaign=campaign, used=used)
    return Markup(html)  # noqa: S704  a template of ours, which escapes
