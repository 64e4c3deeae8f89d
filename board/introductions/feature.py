"""Introductions: two people reach each other by way of a third, for a while."""

from flask import Flask

from board.accounts.places import WAITING
from board.introductions import actions, reasons, views
from board.introductions.waiting import WAITING_INTRODUCTIONS
from board.jobs.run import add_job


def init_app(app: Flask) -> None:
    """What this feature brings."""
    reasons.init_app()
    WAITING.fill(WAITING_INTRODUCTIONS)
    add_job("introductions", actions.forget)
    app.register_blueprint(views.bp)
