"""A campaign's page over HTTP: what it shows, who joins it, how far it has come, and
its longer lists."""

from datetime import date
from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.activity.verbs import turns_of
from board.campaigns import (
    actions,
    issue_queries,
    people_queries,
    queries,
)
from board.campaigns.coalition_forms import BackForm
from board.campaigns.forms import ReachedForm
from board.campaigns.models import ENDINGS
from board.campaigns.places import (
    BEGUN_FROM,
    DATES,
    EVENTS,
    LENT,
    QUESTIONS,
    ROLES,
    TALKS,
    TASKS,
)
from board.campaigns.regions import people_of, record_of, thread_of
from board.db import AnyRow, Rows, write_tx
from board.drawing import today
from board.errors import Conflict
from board.forms import row_number
from board.live.regions import on_page_of
from board.pages import cached
from board.policy import allowed, audience, require

bp = Blueprint("campaign_pages", __name__, url_prefix="/campaigns")
FIRST = 12  # shown at first; more of them, and what is over or done, are a press away


@bp.get("/<int:campaign_id>")
def show(campaign_id: int) -> Response:
    return page(campaign_id)


def page(
    campaign_id: int,
    status: int = 200,
    *,
    late: str = "",
    reached: ReachedForm | None = None,
) -> Response:
    person = current_person()
    row = queries.shown(campaign_id, person)
    to_do = _to_do(TASKS.filling(campaign_id, person), goes_on=row.stage not in ENDINGS)
    first = to_do["tasks"]
    happened = thread_of(campaign_id)
    given = {
        "campaign": row,
        "debrief": queries.debrief(campaign_id) if row.stage in ENDINGS else None,
        "goal_form": reached or reached_form(row),
        "back": BackForm(formdata=None, data={"show_name": row.named}),
        "late": late,
        "issues": cached(issue_queries.issues_of, campaign_id),
        **happened,
        "turns": _turns(happened["lines"]),
        **people_of(campaign_id),
        **record_of(campaign_id, audience(person, row)),
        **to_do,
        "dates": DATES.filling([task.series_id for task in first if task.series_id]),
        "events": EVENTS.filling(campaign_id),
        "roles": ROLES.filling(row),
        "lent": LENT.filling(row),
        "questions": QUESTIONS.filling(row, "campaign"),
        "talks": TALKS.filling(row),
        "begun_from": [part(row) for part in BEGUN_FROM],
        "live_topics": [
            *on_page_of("campaign", campaign_id),
            *(f"task-{task.id}" for task in first[:50]),
        ],
    }
    return make_response(render_template("campaigns/show.html", **given), status)


def _to_do(tasks: Rows, *, goes_on: bool) -> dict[str, Any]:
    """The tasks shown at first, those of later, those whose day passed before anybody
    took them on, and how many more there are."""
    if "tasks" in request.args:
        return {"tasks": tasks, "later": [], "missed": [], "more_tasks": 0}
    day = today()
    still_open = [
        task for task in tasks if task.last_day >= day and task.done < task.places
    ]
    missed = [task for task in tasks if goes_on and _is_missed(task, day)]
    return {
        "tasks": still_open[:FIRST],
        "later": still_open[FIRST:],
        "missed": missed,
        "more_tasks": len(tasks) - len(still_open) - len(missed),
    }


def _is_missed(task: AnyRow, day: date) -> bool:
    """Whether its day has passed before anybody took it on; one that repeats has
    another day."""
    return task.last_day < day and not task.taken and not task.series_id


def reached_form(row: AnyRow) -> ReachedForm:
    """The form of how much of the goal is reached, as it stands."""
    return ReachedForm(formdata=None, data={"reached": row.reached, "was": row.reached})


def _turns(lines: Rows) -> list[AnyRow]:
    turns = turns_of("campaign")
    return [line for line in lines if line.verb in turns]


@bp.post("/<int:campaign_id>/reached")
def reached(campaign_id: int) -> Response:
    require(current_person(), "campaign.edit", queries.get(campaign_id))
    form = ReachedForm()
    if not form.validate():
        return page(campaign_id, 422, reached=form)
    try:
        with write_tx():
            numbers = {"reached": form.reached.data or 0, "was": form.was.data or 0}
            actions.set_reached(queries.get(campaign_id), signed_in(), **numbers)
    except Conflict as late:
        return page(campaign_id, 409, late=late.text)
    return htmx.gone_to(f"/campaigns/{campaign_id}", _("The new number is published."))


@bp.get("/<int:campaign_id>/backers")
def all_backers(campaign_id: int) -> str:
    """Who joined and shows their name; organisers see everyone who joined."""
    campaign = queries.card(campaign_id)
    everyone = allowed(current_person(), "campaign.contacts", campaign)
    return _long_list(
        "backers",
        campaign,
        people_queries.backers_of(campaign_id, everyone, _after()),
        everyone=everyone,
    )


@bp.get("/<int:campaign_id>/posts")
def posts(campaign_id: int) -> str:
    return _long_list(
        "posts",
        queries.card(campaign_id),
        people_queries.posts_of(campaign_id, _after()),
    )


def _after() -> int:
    return row_number(request.args.get("after", ""))


def _long_list(name: str, campaign: AnyRow, rows: Any, **given: Any) -> str:
    shown = rows[: people_queries.PAGE]
    page = {
        "rows": shown,
        "next": shown[-1].id if len(rows) > people_queries.PAGE else "",
    }
    return render_template(
        f"campaigns/{name}.html", campaign=campaign, page=page, **given
    )
