"""Tasks: what is to be done, by whom, and when."""

from flask import Flask

from board.activity import things
from board.activity.actions import LISTENERS
from board.campaigns.places import DATES, PLANNED, TASKS, Planned
from board.jobs.run import add_job
from board.live.regions import declare
from board.tasks import (
    leftovers,
    paper_views,
    planning_views,
    queries,
    reasons,
    regions,
    repeating,
    series,
    standing,
    terms,
    views,
    visitor_views,
)
from board.tasks.letters import mail_offers
from board.tasks.models import Task
from board.tasks.nudges import look_at_claims


def init_app(app: Flask) -> None:
    """What this feature brings."""
    things.add(things.Thing(Task, "/tasks", "hand"))
    declare(*regions.REGIONS)
    reasons.init_app()
    TASKS.fill(queries.of_campaign)
    DATES.fill(queries.next_of)
    PLANNED.fill(
        Planned("task", leftovers.still_open, leftovers.call_off, leftovers.move)
    )
    app.jinja_env.globals.update(
        bar=standing.bar,
        why_not=standing.why_not,
        kept=standing.kept,
        has_begun=terms.has_begun,
        opens_at=terms.opens_at,
        ordinal=terms.ordinal,
        repeating=repeating.words,
    )
    LISTENERS.fill(mail_offers)
    add_job("offers", look_at_claims)
    add_job("series", series.lay_out)
    for pages in (views, visitor_views, planning_views, paper_views):
        app.register_blueprint(pages.bp)
