"""Lending: an organiser of one area helps with a campaign of another for a time."""

from flask import Flask

from board.accounts.places import LENT_TO
from board.campaigns.places import LENT
from board.jobs.run import add_job
from board.lending import actions, queries, regions, views


def init_app(app: Flask) -> None:
    """What this feature brings."""
    LENT_TO.fill(queries.LENT_TO)
    LENT.fill(regions.section)
    add_job("loans", actions.see_to_ends)
    app.register_blueprint(views.bp)
