"""Categories: what posts are about, in each area's own words."""

from flask import Flask
from flask_babel import gettext as _

from board.activity.reasons import explain
from board.categories import views
from board.db import AnyRow


def init_app(app: Flask) -> None:
    """What this feature brings."""
    explain("area-category", _follows)
    app.jinja_env.globals["category_of"] = views.category_of
    app.register_blueprint(views.bp)


def _follows(line: AnyRow) -> str:
    """Why somebody heard of what was posted about a category."""
    _area, _number, _category, slug = line.why.split("-", 3)
    category = views.category_of(line.area_id, slug)
    name = str(category.name)
    what = name[:1].lower() + name[1:]
    sentence = _(
        "You follow %(what)s in %(area)s.",
        what=what,
        area=line.area_name,
    )
    return str(sentence)
