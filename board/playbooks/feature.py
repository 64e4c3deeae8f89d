"""Playbooks: know-how that others use, improve, and give back to."""

from flask import Flask

from board.activity import things
from board.campaigns.places import BEGUN_FROM
from board.playbooks import (
    edit_views,
    reasons,
    regions,
    suggestion_views,
    use_views,
    views,
)
from board.playbooks.days import days_in_words, from_the_day
from board.playbooks.models import Playbook


def init_app(app: Flask) -> None:
    """What this feature brings."""
    reasons.init_app()
    things.add(things.Thing(Playbook, "/playbooks", "list-checks"))
    BEGUN_FROM.fill(regions.begun_from)
    app.jinja_env.globals["from_the_day"] = from_the_day
    app.jinja_env.filters["days_in_words"] = days_in_words
    for pages in (views, edit_views, use_views, suggestion_views):
        app.register_blueprint(pages.bp)
