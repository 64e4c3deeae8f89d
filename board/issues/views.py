"""Stub."""

from flask import Blueprint, Flask

bp = Blueprint("issues", __name__)


def init_app(app: Flask) -> None:
    """Add the pages."""
    app.register_blueprint(bp)
