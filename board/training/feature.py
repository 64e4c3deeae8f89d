"""Training: courses, their sessions, and what people can do who were there."""

from flask import Flask

from board.activity import things
from board.training import views, writing_views
from board.training.models import Course


def init_app(app: Flask) -> None:
    """What this feature brings."""
    things.add(things.Thing(Course, "/courses", "graduation-cap"))
    for pages in (views, writing_views):
        app.register_blueprint(pages.bp)
