"""Where an issue stands, derived from all that is known of it: the one place that says
so."""

from enum import StrEnum

from board.db import AnyRow, Rows
from board.issues.models import State


class Standing(StrEnum):
    """How far it is, the surest first."""

    SAME = "same"  # it goes on at another post
    DONE = "done"
    NOT_DONE = "not_done"
    NEXT = "next"  # somebody does something by a day
    CAMPAIGN = "campaign"
    LOOKED_AT = "looked_at"
    CAMPAIGN_OVER = "campaign_over"  # and it is still open
    ANSWERED = "answered"  # but nothing is planned
    NOBODY = "nobody"


ENDED = {
    State.DUPLICATE: Standing.SAME,
    State.DONE: Standing.DONE,
    State.NOT_DONE: Standing.NOT_DONE,
}


def where_it_stands(issue: AnyRow, campaigns: Rows) -> Standing:
    """Where the issue of this row of its progress stands, with the campaigns it is part
    of, running and over."""
    if issue.state in ENDED:
        return ENDED[issue.state]
    if issue.what:
        return Standing.NEXT
    if any(campaign.goes_on for campaign in campaigns):
        return Standing.CAMPAIGN
    if issue.state == State.LOOKED_AT:
        return Standing.LOOKED_AT
    if campaigns:
        return Standing.CAMPAIGN_OVER
    return Standing.ANSWERED if issue.heard_at else Standing.NOBODY
