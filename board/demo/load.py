"""Bringing in the whole neighbourhood by the actions the pages use, each thing at its
moment."""

from datetime import timedelta
from operator import attrgetter

from board import clock
from board.activity.actions import notify_now, record
from board.activity.queries import version
from board.activity.verbs import DEMO_LOADED
from board.demo import (
    bringing,
    campaigns,
    events,
    issues,
    people,
    playbooks,
    questions,
    roles,
    rounds,
    talking,
    tasks,
    templates,
    training,
)
from board.demo.neighbourhood import Entry, Neighbourhood
from board.notifications.actions import mark_read
from board.tasks import laying_out

FOUNDED = 130  # days ago, before anything was posted


def load(story: Entry, timezone: str, password_hash: str) -> None:
    """Take every step of the story in the order of time; whoever followed at that
    moment is notified of it."""
    here = Neighbourhood(timezone)
    _schedule(here, story, password_hash)
    for step in sorted(here.steps, key=attrgetter("moment")):
        with clock.set_to(step.moment):
            step.act(*step.arguments)
            notify_now()
    first_area = next(iter(here.areas.values()))
    record(DEMO_LOADED, first_area, by=None, topics=["areas"])


def _schedule(here: Neighbourhood, story: Entry, password_hash: str) -> None:
    """Schedule the whole story; what happens at one moment happens in this order."""
    here.schedule_ago(
        FOUNDED,
        people.settle,
        story["areas"],
        story["people"],
        password_hash,
    )
    for entry in story["issues"]:
        issues.schedule(here, entry)
    for entry in story["campaigns"]:
        campaigns.schedule(here, entry)
    for entry in story["tasks"]:
        tasks.schedule(here, entry)
    for entry in story["events"]:
        events.schedule(here, entry)
    here.schedule_ago(FOUNDED, training.bring_courses)
    for entry in story["sessions"]:
        training.schedule(here, entry)
    for entry in story["training_asks"]:
        training.schedule_ask(here, entry)
    for entry in story["questions"]:
        questions.schedule(here, entry)
    for entry in story["talks"]:
        questions.schedule_talk(here, entry)
    for entry in story["lines"]:
        bringing.schedule(here, entry)
    for entry in story["requests"]:
        bringing.schedule_request(here, entry)
    for entry in story["roles"]:
        roles.schedule(here, entry)
    rounds.schedule(here)
    playbooks.schedule(here)
    templates.schedule(here)
    for entry in story["one_to_ones"]:
        talking.schedule_one_to_one(here, entry)
    for entry in story["talk_pledges"]:
        talking.schedule_pledge(here, entry)
    for entry in story["introductions"]:
        talking.schedule_introduction(here, entry)
    here.schedule(here.now, _lay_out)
    week_ago = here.now - timedelta(days=7)
    here.schedule(week_ago, _read_news)


def _lay_out(_here: Neighbourhood) -> None:
    """Lay out the coming shifts of the series."""
    laying_out.lay_out_due()


def _read_news(here: Neighbourhood) -> None:
    """Everybody has read their news until then."""
    for person in here.people.values():
        mark_read(person, until=version())
