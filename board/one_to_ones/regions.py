"""What stands of one-to-ones on the page of a campaign, and of a person."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from board.db import AnyRow
from board.one_to_ones import totals
from board.pages import cached
from board.policy import Actor


def of_campaign(campaign: AnyRow) -> Markup:
    """How many were promised and held, and the way to write one down."""
    sums = cached(totals.of_campaign, campaign.id)
    html = render_template("one_to_ones/_totals.html", campaign=campaign, sums=sums)
    return Markup(html)  # noqa: S704  a template of ours, which escapes


def of_person(person: Any, reader: Actor | None) -> Markup:
    """The way to write down a one-to-one with somebody whom the reader knows, and to
    ask them for an introduction."""
    if reader is None or not person.known or person.id == reader.id:
        return Markup("")
    html = render_template("one_to_ones/_with.html", who=person)
    return Markup(html)  # noqa: S704  a template of ours, which escapes
