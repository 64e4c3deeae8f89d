"""Training: courses, their sessions, and what people can do who were there."""

from flask import Flask

from board.accounts.places import WAITING
from board.activity import things
from board.events.places import ON_PAGE, REGISTERED
from board.jobs.run import add_job
from board.people.places import ASKABLE, PERSON_PARTS
from board.training import (
    after_views,
    on_pages,
    reasons,
    session_views,
    skill_views,
    views,
    writing_views,
)
from board.training.after_actions import lapse
from board.training.ask_actions import lapse as lapse_asks
from board.training.askables import COME, LEAD
from board.training.evidence import weigh
from board.training.models import Course
from board.training.skill_actions import warn
from board.training.waiting import FIRST_TASKS, LEARNERS


def init_app(app: Flask) -> None:
    """What this feature brings."""
    things.add(things.Thing(Course, "/courses", "graduation-cap"))
    reasons.init_app()
    ON_PAGE.fill(on_pages.of_event)
    REGISTERED.fill(weigh)
    PERSON_PARTS.fill(on_pages.of_person)
    for asked in (COME, LEAD):
        ASKABLE.fill(asked)
    for waiting in (FIRST_TASKS, LEARNERS):
        WAITING.fill(waiting)
    add_job("skills", warn)
    add_job("mentors", lapse)
    add_job("training asks", lapse_asks)
    for pages in (views, writing_views, session_views, skill_views, after_views):
        app.register_blueprint(pages.bp)
