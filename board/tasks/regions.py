"""What of tasks changes on open pages while one reads them; their page is drawn with
the same."""

from typing import Any

from flask import get_template_attribute, render_template
from flask_babel import lazy_gettext as _l

from board.db import AnyRow
from board.drawing import today
from board.live.regions import Region, bar
from board.policy import Audience
from board.tasks import card_queries, people_queries


def _card(task_id: int, audience: Audience) -> str:
    draw = get_template_attribute("tasks/parts.html", "shared")
    return str(draw(card_queries.card(task_id, None), today()))


def roles_of(task: AnyRow) -> dict[str, Any]:
    """The task and the roles in it."""
    roles = people_queries.roles(task.id) if task.has_roles else []
    return {"task": task, "task_roles": roles}


def people_of(task: AnyRow, audience: Audience) -> dict[str, Any]:
    """Who is on it, as this audience sees them."""
    return {"people": people_queries.people_on(task.id, audience)}


def _people(task_id: int, audience: Audience) -> str:
    task = card_queries.card(task_id, None)
    given = roles_of(task) | people_of(task, audience)
    return render_template("tasks/_people.html", **given)


REGIONS = (
    Region("task", _card, _l("the places")),
    Region("task-thread", _people, _l("who is on it")),
    bar("tasks", _l("There is a new task: show it")),
)
