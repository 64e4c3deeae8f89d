"""Community rules: what people here agreed on, in versions."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from board.accounts.places import OPERATOR_PAGES, RULES_IN_FORCE, Setting
from board.rules import edit_views, queries, views

PAGE = Setting(
    "/operator/rules",
    _l("Community rules"),
    _l("Write a draft, see what it changes, publish it as a new version."),
    "list-checks",
)


def init_app(app: Flask) -> None:
    """What this feature brings."""
    OPERATOR_PAGES.fill(PAGE)
    RULES_IN_FORCE.fill(queries.in_force)
    for pages in (views, edit_views):
        app.register_blueprint(pages.bp)
    app.before_request(views.ask_first)
