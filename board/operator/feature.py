"""The pages for whoever runs the board."""

from flask import Flask

from board.accounts.places import OPERATOR_NEEDS
from board.operator import needs, views


def init_app(app: Flask) -> None:
    """What this feature brings."""
    for look in (needs.mails_given_up, needs.jobs_still):
        OPERATOR_NEEDS.fill(look)
    app.register_blueprint(views.bp)
