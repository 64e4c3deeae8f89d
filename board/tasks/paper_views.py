"""Tasks on paper: a campaign's rota, for organisers."""

from datetime import date, datetime, time, timedelta
from itertools import groupby

from flask import Blueprint, render_template

from board.accounts.session import current_person
from board.campaigns import queries as campaigns
from board.db import AnyRow
from board.drawing import local, today, zone
from board.policy import require
from board.tasks import lists, people_queries

bp = Blueprint("task_papers", __name__)
REACH = timedelta(weeks=4)
EMPTY_LINES = 12  # at most, for the free places of a task


@bp.get("/campaigns/<int:campaign_id>/rota")
def rota(campaign_id: int) -> str:
    """Who does what on which day of the next four weeks, with a line for each free
    place."""
    campaign = campaigns.get(campaign_id)
    require(current_person(), "task.plan", campaign)
    until = today() + REACH
    rows = sorted(lists.dated_tasks(campaign_id, today(), until), key=_place)
    ids = [row.id for row in rows]
    given = {
        "campaign": campaign,
        "until": until,
        "days": [(_midnight(day), list(those)) for day, those in groupby(rows, _day)],
        "people": people_queries.people_by_task(ids),
        "free": people_queries.free_places(ids),
        "empty_lines": EMPTY_LINES,
    }
    return render_template("tasks/rota.html", **given)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), zone())


def _day(task: AnyRow) -> date:
    day: date = local(task.starts_at).date() if task.starts_at else task.due_on
    return day


def _place(task: AnyRow) -> tuple[date, bool, date, int]:
    """By day; what is to do by a day stands behind the shifts of that day."""
    return _day(task), task.starts_at is None, task.starts_at or task.due_on, task.id
