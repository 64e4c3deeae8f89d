"""The board on a phone: on its home screen, and when there is no line."""

from flask import Flask

from board import clock
from board.phone import kept_pages, views, worker_views


def init_app(app: Flask) -> None:
    """What this feature brings."""
    app.register_blueprint(views.bp)
    app.register_blueprint(worker_views.bp)
    app.after_request(kept_pages.say_for_whom)
    app.jinja_env.globals.update(
        board_colour=views.accent,
        drawn_at=clock.now,
        may_be_kept=kept_pages.may_be_kept,
        page_colours=views.colours,
    )
