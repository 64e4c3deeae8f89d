"""What of tasks changes on open pages while one reads them."""

from flask import get_template_attribute, render_template
from flask_babel import lazy_gettext as _l

from board.drawing import today
from board.live.regions import Region, bar
from board.policy import Audience
from board.tasks import card_queries, people_queries


def _card(task_id: int, audience: Audience) -> str:
    draw = get_template_attribute("tasks/parts.html", "shared")
    return str(draw(card_queries.card(task_id, None), today()))


def _people(task_id: int, audience: Audience) -> str:
    row = card_queries.card(task_id, None)
    return render_template(
        "tasks/_people.html",
        task=row,
        task_roles=people_queries.roles(task_id) if row.has_roles else [],
        people=people_queries.people_on(task_id, audience),
    )


REGIONS = (
    Region("task", _card),
    Region("task-thread", _people),
    bar("tasks", _l("There is a new task: show it")),
)
