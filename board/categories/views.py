"""An area's categories over HTTP, and how every other page asks what they
are called."""

from typing import Any

from flask import Blueprint, g
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.areas import queries as areas
from board.categories import actions, queries
from board.categories.forms import CategoryForm, ChangeForm
from board.categories.models import AreaCategories, Category, usual
from board.db import write_tx
from board.errors import Invalid, NotFound
from board.pages import cached
from board.policy import require

bp = Blueprint("categories", __name__, url_prefix="/areas/<slug>/categories")


def categories_by_area() -> dict[int, AreaCategories]:
    """Every area with its categories; asked for once a request, and only if something
    has happened."""
    if "categories_by_area" not in g:
        g.categories_by_area = cached(queries.categories_by_area)
    found: dict[int, AreaCategories] = g.categories_by_area
    return found


def category_of(area_id: int, slug: str) -> Category:
    """A category as it is called in an area."""
    here = categories_by_area().get(area_id)
    return (here and here.categories.get(slug)) or usual(slug)


def _here(slug: str) -> AreaCategories:
    for area in queries.categories_by_area().values():
        if area.slug == slug:
            require(current_person(), "area.categories", area)
            return area
    raise NotFound


@bp.route("", methods=["GET", "POST"])
def index(slug: str) -> Response:
    """The list, and below it a form for one more."""
    here = _here(slug)
    form = CategoryForm()
    if not form.validate_on_submit():
        return htmx.form_page("categories/index.html", form, area=here)
    try:
        with write_tx():
            actions.add(areas.by_slug(slug), signed_in(), **form.data)
    except Invalid as wrong:
        form.refuse(wrong)
        return htmx.form_page("categories/index.html", form, area=here)
    return htmx.gone_to(
        f"/areas/{slug}/categories",
        _("“%(name)s” is offered here now.", name=form.name.data),
    )


@bp.route("/<category>/edit", methods=["GET", "POST"])
def edit(slug: str, category: str) -> Response:
    here = _here(slug)
    if category not in here.categories:
        raise NotFound
    form = ChangeForm(data=here.categories[category]._asdict())
    given: dict[str, Any] = {
        "area": here,
        "slug": category,
        "category": here.categories[category],
    }
    if not form.validate_on_submit():
        return htmx.form_page("categories/edit.html", form, **given)
    try:
        with write_tx():
            actions.change(areas.by_slug(slug), signed_in(), category, **form.data)
    except Invalid as wrong:
        form.refuse(wrong)
        return htmx.form_page("categories/edit.html", form, **given)
    return htmx.gone_to(f"/areas/{slug}/categories", _("Your changes are saved."))
