"""Pictures: what they may be, where they are kept, and how they are shown."""

from flask import Flask

from board.jobs.run import add_job
from board.photos import models, views
from board.serving.places import LARGE_FORMS, NEVER_CACHED


def init_app(app: Flask) -> None:
    """What this feature brings."""
    limit = int(app.config["BOARD"].upload_limit)
    app.jinja_env.globals.update(
        PER_ISSUE=models.PER_ISSUE, PER_COMMENT=models.PER_COMMENT
    )
    app.config["MAX_LARGE"] = (models.PER_ISSUE * limit + 1) * 1024 * 1024
    for path in views.WITH_PICTURES:
        LARGE_FORMS.fill(path)
    # browsers keep pictures for ever; among the pages they would push those out
    NEVER_CACHED.fill("/photos/")
    add_job("pictures", views.drop_over, alone=True)
    app.register_blueprint(views.bp)
