"""Pictures: what they may be, where they are kept, and how they are shown."""

from flask import Flask

from board.jobs.run import errands
from board.photos import models, views


def init_app(app: Flask) -> None:
    """What this feature brings."""
    app.jinja_env.globals.update(
        PER_ISSUE=models.PER_ISSUE, PER_COMMENT=models.PER_COMMENT
    )
    errands["pictures"] = views.drop_over
    app.register_blueprint(views.bp)
