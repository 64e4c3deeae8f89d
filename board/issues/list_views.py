"""The list of issues over HTTP: its filters, its map, and its address."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, get_template_attribute, request
from markupsafe import Markup
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.categories.models import CATEGORIES
from board.categories.queries import together
from board.categories.views import categories_by_area
from board.db import Rows
from board.drawing import locale
from board.issues import lists, nearby
from board.issues.filters import Filter
from board.issues.models import LIVE, Kind, State
from board.pages import cached
from board.policy import allowed
from board.text import position
from board.urls import query

bp = Blueprint("issue_list", __name__, url_prefix="/issues")
SORTS = ("new", "active", "seconded", "near")


def wanted() -> Filter:
    """The list's filter from the query string; a value we do not know
    counts as none."""
    given = request.args
    near = position(given.get("near", ""))
    sort = given.get("sort", "new")
    return Filter(
        q=given.get("q", "")[:200],
        area=given.get("area", "")[:60],
        category=known_category(given),
        kind=_known(given.get("kind", ""), list(Kind)),
        state=_known(given.get("state", ""), list(State)),
        sort=sort if sort in SORTS and (near or sort != "near") else "new",
        near=near,
        photo=bool(given.get("photo")),
        within=_kilometres(given.get("within", "")) if near else nearby.NEARBY_KM,
        after=given.get("after", "")[:200],
    )


def _known(value: str, values: Any) -> str:
    return value if value in values else ""


def known_category(given: Mapping[str, str]) -> str:
    """The category that is asked for, if any area has it."""
    slug = given.get("category", "")
    return (
        slug
        if slug in CATEGORIES
        or any(slug in here.categories for here in categories_by_area().values())
        else ""
    )


def _to_pick(area: str) -> tuple[tuple[str, str], ...]:
    """(slug, name) of the categories posts may be in: in an area where one is named."""
    every = [
        here.categories
        for here in categories_by_area().values()
        if here.slug == area or not area
    ]
    return tuple(
        (slug, str(category.name))
        for slug, category in (together(every) or CATEGORIES).items()
    )


def _kilometres(value: str) -> float:
    try:
        km = float(value)
    except ValueError:
        return nearby.NEARBY_KM
    return (
        min(max(km, nearby.LEAST_KM), nearby.MOST_KM) if km == km else nearby.NEARBY_KM
    )


def _own(chosen: Filter) -> Filter:
    """Narrowed to what the person who asks has posted or follows, where they ask for
    that."""
    asked = [name for name in ("mine", "followed") if request.args.get(name)]
    me = {name: signed_in().id for name in asked}
    return replace(chosen, mine=me.get("mine", 0), followed=me.get("followed", 0))


def _address(chosen: Filter) -> str:
    """The query string of what anybody may ask for: as a feed, a table or a
    map has it."""
    near = (
        {"near": ",".join(map(str, chosen.near)), "within": f"{chosen.within:g}"}
        if chosen.near
        else {}
    )
    photo = {"photo": 1} if chosen.photo else {}
    fields = {
        name: getattr(chosen, name)
        for name in ("q", "area", "category", "kind", "state")
    }
    return query(**fields, **photo, **near)


def _for_campaigns(rows: Rows) -> tuple[int, ...]:
    """Those of them that the person who asks may take into a campaign."""
    person = current_person()
    return tuple(
        row.id
        for row in rows
        if allowed(person, "issue.organise", row) and row.state in LIVE
    )


def _filters(chosen: Filter, view: str, signed_in: bool, _locale: str) -> Markup:
    areas = tuple((here.slug, here.name) for here in categories_by_area().values())
    draw = get_template_attribute("issues/_filters.html", "filters")
    html: Markup = draw((chosen, areas, _to_pick(chosen.area), signed_in, view))
    return html


def _listing(
    page: lists.Page,
    chosen: Filter,
    feed: str | None,
    ticks: tuple[int, ...],
    _query: bytes,
    _locale: str,
) -> Markup:
    """The posts as an element that is the same for everybody who may pick the same ones
    and asks by this address."""
    html: Markup = get_template_attribute("issues/listing.html", "listing")(
        page, chosen, feed, ticks
    )
    return html


@bp.get("")
def index() -> Response:
    chosen = _own(wanted())
    # whom one follows stands in no log, so it is read each time
    is_own = bool(chosen.mine or chosen.followed)
    page = lists.listed(chosen) if is_own else cached(lists.listed, chosen)
    feed = None if is_own else _address(chosen)
    shown = (
        page,
        chosen,
        feed,
        _for_campaigns(page.rows),
        request.query_string,
        locale(),
    )
    view = "map" if request.args.get("view") == "map" else ""
    given = {
        "chosen": chosen,
        "feed": feed,
        "filters": cached(
            _filters, chosen, view, current_person() is not None, locale()
        ),
        "listing": _listing(*shown) if is_own else cached(_listing, *shown),
        "live_topics": ["issues", *(f"issue-{row.id}" for row in page.rows)],
    }
    return htmx.page_or_fragment(
        f"issues/{view or 'index'}.html", "issues/_list.html", **given
    )
