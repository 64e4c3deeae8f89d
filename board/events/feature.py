"""Events: meetings, who comes, and who came."""

from flask import Flask

from board.activity import things
from board.activity.actions import listeners
from board.campaigns.leftovers import Planned, planned
from board.campaigns.models import Campaign
from board.events import (
    calendar_views,
    leftovers,
    lists,
    reasons,
    regions,
    register_views,
    views,
    writing_views,
)
from board.events.letters import mail_out
from board.events.models import Event
from board.events.reminders import remind
from board.jobs.run import jobs
from board.live.regions import declare


def init_app(app: Flask) -> None:
    """What this feature brings."""
    things.add(things.Thing(Event, "/events"))
    declare(*regions.REGIONS)
    reasons.init_app()
    Campaign.events_for = lists.of_campaign
    planned["event"] = Planned(leftovers.still_open, leftovers.call_off, leftovers.move)
    jobs["reminders"] = remind
    if mail_out not in listeners:
        listeners.append(mail_out)
    for pages in (views, writing_views, register_views, calendar_views):
        app.register_blueprint(pages.bp)
