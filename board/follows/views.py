"""Everything one follows on one page, and following more."""

from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.activity import actions as activity
from board.activity.things import all_things
from board.areas import queries as areas
from board.categories.queries import offered
from board.categories.views import categories_by_area
from board.db import write_tx
from board.errors import Invalid
from board.follows import actions, queries
from board.follows.forms import CategoryForm, PlaceForm, ShapeForm
from board.forms import row_number
from board.issues.queries import get as get_issue
from board.policy import require

bp = Blueprint("follows", __name__, url_prefix="/me/follows")


def _category_form(**given: Any) -> CategoryForm:
    form = CategoryForm(**given)
    pick = ("", _("Pick one"))
    areas_there = categories_by_area().values()
    form.area.offer([pick, *((here.slug, here.name) for here in areas_there)])
    known = offered(areas_there, form.area.data or "")
    form.category.offer(
        [pick, *((slug, category.name) for slug, category in known.items())]
    )
    return form


@bp.get("")
def index() -> Response:
    return _page()


def _page(
    status: int = 200,
    *,
    category: CategoryForm | None = None,
    place: PlaceForm | None = None,
    shape: ShapeForm | None = None,
) -> Response:
    person = signed_in()
    rows = queries.topics_of(person.id, request.args.get("after", "")[:40])
    topics = [row.topic for row in rows[: queries.PAGE]]
    category = category or _category_form(
        formdata=None, data={"area": request.args.get("area", "")}
    )
    given = {
        "topics": topics,
        "groups": _grouped(topics),
        "more": len(rows) > queries.PAGE,
        "things": queries.things_of(topics),
        "kinds": {thing.kind: thing for thing in all_things()},
        "places": queries.places_of(person.id),
        "category_form": category,
        "place_form": place or PlaceForm.to_fill(),
        "shape_form": shape or ShapeForm.to_fill(),
    }
    return make_response(render_template("follows/index.html", **given), status)


def _grouped(topics: list[str]) -> list[tuple[str, list[str]]]:
    """The topics by the kind of thing they are about."""
    groups: dict[str, list[str]] = {}
    for topic in topics:
        groups.setdefault(topic.partition("-")[0], []).append(topic)
    return list(groups.items())


@bp.post("/category")
def category() -> Response:
    """Hear of one subject in one area."""
    require(current_person(), "thing.follow")
    form = _category_form()
    if not form.validate():
        return _page(422, category=form)
    with write_tx():
        area = areas.by_slug(form.area.data)
        activity.follow(f"area-{area.id}-category-{form.category.data}", signed_in())
    return htmx.gone_to("/me/follows", _("You will hear what is posted about it."))


@bp.post("/place")
def place() -> Response:
    """Hear of what is posted around a point, or around a post."""
    form = PlaceForm()
    if not form.validate():
        return _page(422, place=form)
    try:
        with write_tx():
            at: Any = get_issue(form.issue.data) if form.issue.data else None
            latitude = at.latitude if at else form.latitude.data
            longitude = at.longitude if at else form.longitude.data
            km = form.km.data or 1
            actions.follow_place(signed_in(), latitude, longitude, km)
    except Invalid as wrong:
        form.refuse(wrong)
        return _page(422, place=form)
    return htmx.gone_to("/me/follows", _("You will hear what is posted near there."))


@bp.post("/shape")
def shape() -> Response:
    """Hear of what is posted inside a shape."""
    require(current_person(), "thing.follow")
    form = ShapeForm()
    if not form.validate() or form.shape is None:
        return _page(422, shape=form)
    with write_tx():
        actions.follow_shape(
            signed_in(), form.shape, form.name.data or "", once=form.key
        )
    return htmx.gone_to("/me/follows", _("You will hear what is posted in there."))


@bp.post("/stop")
def stop() -> Response:
    """Hear no more of a topic, of a place, or of a shape."""
    topic = request.form.get("topic", "")[:40]
    kind, _dash, number = topic.partition("-")
    ends = {"place": actions.unfollow_place, "shape": actions.unfollow_shape}
    with write_tx():
        if kind in ends and row_number(number):
            ends[kind](row_number(number), signed_in())
        else:
            activity.unfollow(topic, signed_in())
    return htmx.gone_to("/me/follows", _("You will hear no more of it."))
