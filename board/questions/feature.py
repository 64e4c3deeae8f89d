"""Questions: what people ask about campaigns, tasks and events."""

from flask import Flask

from board.campaigns.places import QUESTIONS
from board.live.regions import declare
from board.questions import reasons, regions, views


def init_app(app: Flask) -> None:
    """What this feature brings."""
    reasons.init_app()
    declare(*regions.REGIONS)
    QUESTIONS.fill(regions.section)
    app.register_blueprint(views.bp)
