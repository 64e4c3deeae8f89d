"""What somebody typed and could not send yet."""

from flask import Flask

from board.error_pages import STORE_TYPED
from board.jobs.run import add_job
from board.serving.places import COOKIES
from board.unsent import actions, views


def init_app(app: Flask) -> None:
    """What this feature brings."""
    add_job("unsent", actions.forget_old)
    STORE_TYPED.fill(views.save_typed)
    COOKIES.fill("unsent")
    app.before_request(views.bring_back)
    app.after_request(views.forget_taken)
