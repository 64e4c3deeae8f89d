"""A playbook begun from a campaign: its goal, its steps and what its organisers would
do differently, each in the right place, and nobody who took part."""

from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import func, select

from board.campaigns.models import Campaign, Debrief
from board.db import AnyRow, read
from board.drawing import local
from board.playbooks.book import MOST_DAYS, MOST_STEPS, Book, Step, new_key
from board.tasks.claim_models import TAKING, Claim
from board.tasks.models import Shape, Task
from board.tasks.queries import NOT_CANCELLED


def from_campaign(campaign: Campaign, debrief: Debrief | None) -> Book:
    """What can be taken from it; its organisers look through it before they publish."""
    tasks = _tasks(campaign.id)
    day = _day_of_action(campaign, tasks)
    differently = debrief.differently if debrief else ""
    lines = tuple(line.strip() for line in differently.splitlines() if line.strip())
    return Book(
        title=campaign.title,
        purpose=campaign.goal[:2000],
        people=_people(campaign.id),
        weeks=_weeks(tasks),
        asks=(campaign.ask,) if campaign.ask else (),
        wins=(campaign.win,) if campaign.win else (),
        fails=tuple(line[:500] for line in lines[:30]),
        debrief=_questions(debrief),
        steps=_steps(tasks, day),
    )


def _tasks(campaign_id: int) -> list[AnyRow]:
    """Its tasks, the earliest first, and of a series the first."""
    columns = (
        Task.title,
        Task.details,
        Task.shape,
        Task.skills,
        Task.places,
        Task.cleared,
        Task.starts_at,
        Task.ends_at,
        Task.last_day,
        Task.series_id,
    )
    here = (Task.campaign_id == campaign_id, NOT_CANCELLED, *Task.visible(None))
    statement = select(*columns).where(*here).order_by(Task.last_day, Task.id)
    seen: set[int] = set()
    found: list[AnyRow] = []
    for row in read(statement.limit(300)):
        if row.series_id not in seen:
            found.append(row)
        if row.series_id:
            seen.add(row.series_id)
    return found[:MOST_STEPS]


def _day_of_action(campaign: Campaign, tasks: list[AnyRow]) -> date | None:
    """Day 0: by when it was to be decided, else the last shift or dated task."""
    dated = [task.last_day for task in tasks if task.shape != Shape.OPEN]
    return campaign.decide_by or max(dated, default=None)


def _steps(tasks: list[AnyRow], day: date | None) -> tuple[Step, ...]:
    steps: list[Step] = []
    for task in tasks:
        key = new_key(task.title, {step.key for step in steps})
        steps.append(_step(task, key, day))
    return tuple(steps)


def _step(task: AnyRow, key: str, day: date | None) -> Step:
    begins = local(task.starts_at) if task.starts_at else None
    on = begins.date() if begins else task.last_day
    is_open = task.shape == Shape.OPEN or day is None
    away = 0 if is_open or day is None else (on - day).days
    minutes = (task.ends_at - task.starts_at) / timedelta(minutes=1) if begins else 0
    return Step(
        key=key,
        title=task.title,
        day=max(-MOST_DAYS, min(MOST_DAYS, away)),
        skill=task.skills[:60],
        shape=task.shape,
        starts=f"{begins:%H:%M}" if begins else "",
        minutes=int(minutes),
        places=task.places,
        cleared=task.cleared,
        words=task.details,
    )


def _people(campaign_id: int) -> str:
    """How many people had a place: a number, nobody's name."""
    claims = (
        select(func.count(func.distinct(Claim.person_id)))
        .join(Task, Task.id == Claim.task_id)
        .where(Task.campaign_id == campaign_id, Claim.state.in_(TAKING))
        .where(*Claim.visible(None), *Task.visible(None))
    )
    (row,) = read(claims)
    if not row[0]:
        return ""
    return str(ngettext("%(num)s person", "%(num)s people", row[0]))


def _weeks(tasks: list[AnyRow]) -> str:
    days = [task.last_day for task in tasks if task.shape != Shape.OPEN]
    if not days:
        return ""
    weeks = max(1, round((max(days) - min(days)).days / 7))
    return str(ngettext("%(num)s week", "%(num)s weeks", weeks))


def _questions(debrief: Debrief | None) -> tuple[str, ...]:
    """What whoever ends such a campaign should ask themselves."""
    if debrief is None:
        return ()
    return (_("What has changed in who holds power?"), _("What would we do next time?"))
