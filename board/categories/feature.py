"""Categories: what posts are about, in each area's own words."""

from flask import Flask

from board.categories import views


def init_app(app: Flask) -> None:
    """What this feature brings."""
    app.jinja_env.globals["category_of"] = views.category_of
    app.register_blueprint(views.bp)
