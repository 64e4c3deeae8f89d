"""What people do by the links of mails."""

from flask import Flask

from board.confirm import answer_views


def init_app(app: Flask) -> None:
    """What this feature brings."""
    app.register_blueprint(answer_views.bp)
