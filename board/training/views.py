"""Courses over HTTP: which there are, one with all it holds, a sheet of it."""

from itertools import accumulate
from typing import Any

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from board import clock, htmx
from board.accounts.session import current_person
from board.areas import queries as areas
from board.forms import row_number
from board.pages import cached
from board.policy import allowed
from board.training import queries, session_queries

bp = Blueprint("courses", __name__, url_prefix="/courses")


@bp.get("")
def index() -> Response:
    given = request.args
    chosen = {"area": given.get("area", "")[:60], "q": given.get("q", "")[:100]}
    after = row_number(given.get("after", ""))
    rows = queries.listed(area=chosen["area"], q=chosen["q"], after=after)
    more = len(rows) > queries.PAGE
    rows = rows[: queries.PAGE]
    page = {"rows": rows, "next": rows[-1].id if more else ""}
    context = {"page": page, "chosen": chosen, "area_choices": areas.choices()}
    return htmx.page_or_fragment(
        "training/index.html", "training/_list.html", **context
    )


@bp.get("/<int:course_id>")
def show(course_id: int) -> str:
    """All of a course; or only the sheet whose number is asked for, to print it."""
    course = cached(queries.whole, course_id)
    number = row_number(request.args.get("sheet", ""))
    if 0 < number <= len(course.sheets):
        paper = course.sheets[number - 1]
        return render_template("training/sheet.html", course=course, sheet=paper)
    given: dict[str, Any] = {"course": course, "running": running(course.parts)}
    given["sessions"] = session_queries.coming(course_id)
    given["numbers"] = session_queries.numbers(course_id)
    given["asks"] = cached(session_queries.asks, course_id)
    given["now"] = clock.now()
    given["may_edit"] = allowed(current_person(), "course.edit", course)
    return render_template("training/show.html", **given)


def running(parts: list[dict[str, Any]]) -> list[tuple[int, dict[str, Any]]]:
    """Each part with the minute at which it begins."""
    begins = accumulate((part["minutes"] for part in parts), initial=0)
    return list(zip(begins, parts, strict=False))
