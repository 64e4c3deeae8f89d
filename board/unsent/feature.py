"""What somebody typed and could not send yet."""

from flask import Flask

from board.jobs.run import jobs
from board.serving.places import COOKIES
from board.unsent import actions, views


def init_app(app: Flask) -> None:
    """What this feature brings."""
    jobs["unsent"] = actions.forget_old
    app.extensions["keep_typed"] = views.keep
    COOKIES.fill("unsent")
    app.before_request(views.bring_back)
    app.after_request(views.settle)
