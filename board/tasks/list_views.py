"""The list of tasks over HTTP, and its filter."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person
from board.areas import queries as areas
from board.db import AnyRow, Rows
from board.drawing import today
from board.tasks import lists
from board.tasks.fields import SHAPES
from board.tasks.models import Shape

bp = Blueprint("task_list", __name__)
# days from today within which a task is to be done
WHEN = {"today": 0, "week": 7, "month": 31}


def wanted() -> tuple[dict[str, Any], str]:
    """The list's filter from the query string, and the word for its time; a value we do
    not know counts as none."""
    given = request.args
    shape = given.get("shape", "")
    when = given.get("when", "")
    chosen: dict[str, Any] = {
        "area": given.get("area", "")[:60],
        "skill": given.get("skill", "")[:100],
        "shape": shape if shape in list(Shape) else "",
        "until": today() + timedelta(days=WHEN[when]) if when in WHEN else None,
        "after": _position(given.get("after", "")),
    }
    return chosen, when if when in WHEN else ""


def _position(cursor: str) -> tuple[date, int] | None:
    """The last day and the number of the task after which the list goes on."""
    try:
        day, id = cursor.split(".")
        return date.fromisoformat(day), int(id[:10])
    except ValueError:
        return None


def _by_time(rows: Rows) -> list[tuple[str, list[AnyRow]]]:
    """The tasks of this week, those of later, and those for any time."""
    in_a_week = today() + timedelta(days=WHEN["week"])
    groups: dict[str, list[AnyRow]] = {"week": [], "later": [], "any": []}
    for row in rows:
        when = "week" if row.last_day <= in_a_week else "later"
        groups["any" if row.shape == Shape.OPEN else when].append(row)
    return list(groups.items())


@bp.get("/tasks")
def index() -> Response:
    chosen, when = wanted()
    found = lists.open_tasks(current_person(), today(), series_once=True, **chosen)
    rows = found[: lists.PAGE]
    has_more = len(found) > lists.PAGE
    next_page = f"{rows[-1].last_day}.{rows[-1].id}" if has_more else ""
    given_to_page = {
        "page": {"rows": rows, "groups": _by_time(rows), "next": next_page},
        "dates": lists.next_dates([row.series_id for row in rows if row.series_id]),
        "chosen": chosen | {"when": when},
        "area_choices": areas.choices(),
        "shapes": SHAPES,
        "live_topics": ["tasks", *(f"task-{row.id}" for row in rows)],
    }
    return htmx.page_or_fragment(
        "tasks/index.html", "tasks/_list.html", **given_to_page
    )
