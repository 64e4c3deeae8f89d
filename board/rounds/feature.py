"""Listening rounds: what is asked in an area, what people answer, the themes it is
gathered under, and the campaigns these become."""

from flask import Flask

from board.activity import things
from board.activity.actions import LISTENERS
from board.campaigns.places import BEGUN_FROM
from board.jobs.run import add_job
from board.live.regions import declare
from board.rounds import (
    answer_views,
    letters,
    link_views,
    parts,
    reasons,
    regions,
    theme_views,
    views,
)
from board.rounds.actions import turn_due
from board.rounds.models import Round


def init_app(app: Flask) -> None:
    """What this feature brings."""
    things.add(things.Thing(Round, "/rounds", "message-circle"))
    reasons.init_app()
    declare(*regions.REGIONS)
    add_job("rounds", turn_due)
    LISTENERS.fill(letters.mail_out)
    BEGUN_FROM.fill(parts.behind)
    for pages in (views, answer_views, link_views, theme_views):
        app.register_blueprint(pages.bp)
