"""People: what they bring, and what they are asked."""

from flask import Flask

from board.jobs.run import add_job
from board.people import reasons, task_asks
from board.people.coming_back import check_due_requests
from board.people.places import ASKABLE


def init_app(app: Flask) -> None:
    """What this feature brings."""
    reasons.init_app()
    ASKABLE.fill(task_asks.TASK)
    add_job("requests", check_due_requests)
