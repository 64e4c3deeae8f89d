"""Tasks: what is to be done, by whom, and when."""

from flask import Flask

from board.activity import things
from board.activity.actions import LISTENERS
from board.campaigns.places import DATES, PLANNED, TASKS, Planned
from board.jobs.run import add_job
from board.live.regions import declare
from board.tasks import (
    clearance_views,
    deadlines,
    eligibility,
    laying_out,
    list_views,
    lists,
    mailed_answers,
    paper_views,
    planning_views,
    reasons,
    regions,
    repeating,
    talk_views,
    unfinished,
    views,
    visitor_views,
)
from board.tasks.forms import TalkForm
from board.tasks.letters import mail_out
from board.tasks.models import Task
from board.tasks.nudges import check_due_claims
from board.tasks.reminders import remind


def init_app(app: Flask) -> None:
    """What this feature brings."""
    things.add(things.Thing(Task, "/tasks", "hand"))
    declare(*regions.REGIONS)
    reasons.init_app()
    mailed_answers.init_app()
    TASKS.fill(lists.of_campaign)
    DATES.fill(lists.next_dates)
    PLANNED.fill(
        Planned("task", unfinished.still_open, unfinished.call_off, unfinished.move)
    )
    app.jinja_env.globals.update(
        obstacle_to_place=eligibility.obstacle_to_place,
        why_not=eligibility.why_not,
        has_begun=deadlines.has_begun,
        opens_at=deadlines.opens_at,
        repeating=repeating.words,
        blank_talk=lambda: TalkForm(formdata=None),
    )
    LISTENERS.fill(mail_out)
    add_job("offers", check_due_claims)
    add_job("task reminders", remind)
    add_job("series", laying_out.lay_out_due)
    for pages in (
        list_views,
        views,
        visitor_views,
        planning_views,
        paper_views,
        clearance_views,
        talk_views,
    ):
        app.register_blueprint(pages.bp)
