"""Events: meetings, who comes, and who came."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from board.accounts.places import SETTINGS, Setting
from board.activity import things
from board.activity.actions import LISTENERS
from board.campaigns.places import EVENTS, PLANNED, Planned
from board.events import (
    calendar_views,
    lists,
    reasons,
    regions,
    register_views,
    unfinished,
    views,
    welcome_views,
    writing_views,
)
from board.events.letters import mail_out
from board.events.models import Event
from board.events.reminders import remind
from board.jobs.run import add_job
from board.live.regions import declare

CALENDAR = Setting(
    "/me/calendar",
    _l("Your own calendar"),
    _l("What you take on, in the calendar on your phone."),
    "calendar",
)


def init_app(app: Flask) -> None:
    """What this feature brings."""
    things.add(things.Thing(Event, "/events", "calendar"))
    declare(*regions.REGIONS)
    reasons.init_app()
    EVENTS.fill(lists.of_campaign)
    PLANNED.fill(
        Planned("event", unfinished.still_open, unfinished.call_off, unfinished.move)
    )
    add_job("reminders", remind)
    SETTINGS.fill(CALENDAR)
    LISTENERS.fill(mail_out)
    for pages in (
        views,
        writing_views,
        register_views,
        welcome_views,
        calendar_views,
    ):
        app.register_blueprint(pages.bp)
