"""Areas: the places people belong to."""

from flask import Flask

from board.activity import things
from board.areas import invitation_views, reasons, regions, topic_index, views
from board.areas.models import Area
from board.jobs.run import add_job
from board.live.regions import declare


def init_app(app: Flask) -> None:
    """What this feature brings."""
    things.add(things.Thing(Area, "/areas", "map-pin", title="name", key="slug"))
    reasons.init_app()
    declare(*regions.REGIONS)
    add_job("topics", topic_index.fold)
    for pages in (views, invitation_views):
        app.register_blueprint(pages.bp)
