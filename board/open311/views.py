"""Open311 GeoReport v2, as it is read: no account and no key, and nothing a visitor
does not see."""

from collections.abc import Callable, Sequence
from itertools import product
from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board.categories.views import categories_by_area
from board.db import Rows
from board.errors import NotFound
from board.open311 import (
    discovery,
    queries,
    request_queries,
    services,
    shapes,
    update_queries,
    windows,
)
from board.open311.discovery import BASE, TEST_BASE
from board.open311.formats import answer
from board.open311.services import Areas
from board.pages import cached

bp = Blueprint("open311", __name__)
View = Callable[..., Response]


def in_both(
    path: str, method: str = "GET", bases: Sequence[str] = (BASE, TEST_BASE)
) -> Callable[[View], View]:
    """Serve a view in each format, as it counts and as it is tried out."""

    def declare(view: View) -> View:
        for base, suffix in product(bases, ("xml", "json")):
            bp.add_url_rule(
                f"{base}{path}.{suffix}",
                f"{view.__name__}_{suffix}",
                view,
                methods=[method],
            )
        return view

    return declare


def areas() -> Areas:
    """The areas of the jurisdiction that is asked for: one, or all of them."""
    every = list(categories_by_area().values())
    slug = request.values.get("jurisdiction_id", "").strip()
    return services.of_jurisdiction(every, slug)


def _numbers(found: Areas) -> list[int] | None:
    """Their numbers; None where all are asked for."""
    is_named = request.values.get("jurisdiction_id", "").strip()
    return [area.id for area in found] if is_named else None


@bp.get("/open311")
def about() -> str:
    """The page about it, for people."""
    given = {"base": discovery.address(), "test": discovery.test_address()}
    return render_template("open311/about.html", **given)


@in_both("discovery", bases=("/open311/", BASE, TEST_BASE))
def discover() -> Response:
    return answer("discovery", discovery.document(cached(discovery.changed_at)))


@in_both("services")
def list_services() -> Response:
    return answer("services", services.listed(areas()))


@in_both("services/<category>")
def define_service(category: str) -> Response:
    return answer("service_definition", services.definition(areas(), category))


@in_both("requests")
def list_requests() -> Response:
    here = areas()
    if request.args.get("service_request_id", "").strip():
        return _answer(windows.numbers(request.args))
    wanted = windows.read(request.args)
    if unknown := set(wanted.codes) - services.known(here):
        raise NotFound(services.no_service(min(unknown)))
    rows = request_queries.listed(wanted, _numbers(here))
    return answer("service_requests", _shaped(rows))


@in_both("requests/<int:issue_id>")
def show_request(issue_id: int) -> Response:
    return _answer([issue_id])


def _answer(numbers: list[int]) -> Response:
    """These requests, by their numbers. Raises NotFound where there is none of them."""
    known = [number for number in numbers if number < 2**31]
    shown = _shaped(request_queries.of_numbers(known))
    bare = [
        shapes.bare(row, row.hidden_for or _taken_back(row))
        for row in queries.unseen(known)
        if row.is_sent or row.hidden_for or row.is_taken_back
    ]
    if not shown and not bare:
        raise NotFound(_("There is no such service_request_id here."))
    return answer("service_requests", [*shown, *bare])


def _taken_back(row: Any) -> str:
    """What stands in the place of what its writer took back."""
    return str(_("Taken back by its writer.")) if row.is_taken_back else ""


def _shaped(rows: Rows) -> list[dict[str, Any]]:
    updates = update_queries.of_issues(row.id for row in rows)
    found = []
    for row in rows:
        its = updates.get(row.id, [])
        shaped = shapes.request_of(row, its)
        if request.args.get("extensions") == "true":
            shaped |= shapes.extensions_of(row, its)
        found.append(shaped)
    return found


@in_both("tokens/<int:issue_id>")
def show_token(issue_id: int) -> Response:
    """A number is given at once, and so is its own token."""
    known = [issue_id] if issue_id < 2**31 else []
    is_sent = any(row.is_sent for row in queries.unseen(known))
    if not is_sent and not request_queries.of_numbers(known):
        raise NotFound(_("There is no such token here."))
    given = {"service_request_id": str(issue_id), "token": str(issue_id)}
    return answer("service_requests", [given])


@in_both("servicerequestupdates")
def list_updates() -> Response:
    here = areas()
    asked = windows.window(request.args, "start_date", "end_date")
    rows = update_queries.within(asked or windows.last_days(), _numbers(here))
    return answer("service_request_updates", list(map(shapes.update_of, rows)))
