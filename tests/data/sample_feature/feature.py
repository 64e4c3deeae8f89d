"""Stalls: what this toy feature brings."""

from flask import Flask

from board.activity import things
from board.campaigns.places import PLANNED, Planned
from board.live.regions import declare
from tests.data.sample_feature import actions, queries, regions, views
from tests.data.sample_feature.models import Stall


def init_app(app: Flask) -> None:
    """What this feature brings."""
    things.add(things.Thing(Stall, "/stalls", "map-pin"))
    declare(*regions.REGIONS)
    PLANNED.fill(Planned("stall", queries.still_open, actions.pack, actions.move))
    app.register_blueprint(views.bp)
