"""Roles: standing responsibilities in areas and campaigns, and how they are handed
on."""

from flask import Flask

from board.activity import things
from board.activity.actions import LISTENERS
from board.campaigns.places import ROLES
from board.jobs.run import add_job
from board.people.places import ASKABLE
from board.roles import asks, leaving, reasons, regions, terms, views
from board.roles.models import Role


def init_app(app: Flask) -> None:
    """What this feature brings."""
    things.add(things.Thing(Role, "/roles", "users", title="name"))
    reasons.init_app()
    ROLES.fill(regions.section)
    LISTENERS.fill(leaving.let_go)
    for askable in (asks.ROLE, asks.DEPUTY):
        ASKABLE.fill(askable)
    add_job("terms", terms.warn)
    app.register_blueprint(views.bp)
