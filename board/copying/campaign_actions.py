"""The rule of copying a campaign: what was planned in it is planned in an area again,
each as long after the first as it was, without any person."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from flask_babel import gettext as _

from board.activity.actions import record
from board.areas.models import Area
from board.campaigns import actions as campaigns
from board.campaigns.models import Campaign
from board.copying import verbs
from board.copying.campaign_content import Content, content_of, day_of, is_dated
from board.copying.event_content import words_of
from board.copying.models import CampaignCopy
from board.copying.moving import moved, turned
from board.db import insert_new
from board.drawing import today, zone
from board.errors import Invalid
from board.events import actions as events
from board.events.models import Event
from board.policy import Actor, require
from board.roles.actions import plan_role
from board.tasks import series
from board.tasks.laying_out import SHARED
from board.tasks.models import Shape, Task
from board.tasks.planning import FIELDS, plan
from board.tasks.repeating import times
from board.tasks.series_models import Repeats, TaskSeries

WORDS = ("goal", "goal_count", "goal_unit", "ask", "win")


class Layout(NamedTuple):
    """Where the copy is laid out, by whom, and how many days later."""

    campaign: Campaign
    area: Area
    by: Actor
    later: timedelta
    stays: bool  # in the area of the original, where its places are

    def is_ahead(self, day: date) -> bool:
        """Whether what was on that day is on one that has not passed."""
        return day + self.later >= today()

    def place(self, words: str) -> str:
        """Where it is: elsewhere that is to be agreed."""
        if self.stays or not words:
            return words
        return str(_("To be agreed, in %(area)s", area=self.area.name))


def copy(
    original: Campaign,
    area: Area,
    by: Actor,
    *,
    starts_on: date,
    title: str = "",
    gate: str = "",
    agreed: bool = False,
    once: str | None = None,
) -> Campaign:
    """Begin a campaign in an area as another was; the earliest of what was planned in
    it is on the day `starts_on`. What would so be on a day that has passed is left out.

    `gate` is what keeps people safe in it. Raises Invalid where there is one and nobody
    `agreed` to it. The same `once` again gives back the first copy.
    """
    require(by, "campaign.start", area)
    if gate and not agreed:
        raise Invalid(_("Tick this first: it keeps people safe."), "gate")
    content = content_of(original)
    later = starts_on - content.first_day
    said = {name: getattr(original, name) for name in WORDS}
    said |= {"title": title or original.title}
    said |= {"decide_by": _ahead(content.decide_by, later)}
    campaign = campaigns.start(area, by, issues=[], once=once, **said)
    copied_from = {"campaign_id": campaign.id, "from_id": original.id}
    if insert_new(CampaignCopy, ["campaign_id"], **copied_from):
        stays = area.id == original.area_id
        _lay_out(content, Layout(campaign, area, by, later, stays))
        record(verbs.CAMPAIGN_COPIED, campaign, by=by, campaign=original.id)
    return campaign


def _ahead(day: date | None, later: timedelta) -> date | None:
    """That day so much later, unless it has passed."""
    moved_to = day and day + later
    return moved_to if moved_to and moved_to >= today() else None


def _lay_out(content: Content, to: Layout) -> None:
    for role in content.roles:
        plan_role(to.campaign, to.by, role.name, role.words)
    for task in content.tasks:
        parts = [part for part in content.parts if part.task_id == task.id]
        _plan_task(task, [(part.name, part.places) for part in parts], to)
    for rule in content.series:
        _plan_series(rule, to)
    for event in content.events:
        _plan_event(event, to)


def _plan_task(task: Task, parts: list[tuple[str, int]], to: Layout) -> None:
    if is_dated(task) and not to.is_ahead(day_of(task)):
        return
    fields: dict[str, Any] = {name: getattr(task, name) for name in FIELDS}
    fields |= {"place": to.place(task.place)}
    if task.due_on:
        fields |= {"due_on": task.due_on + to.later}
    if task.starts_at and task.ends_at:
        starts_at, ends_at = moved(task.starts_at, task.ends_at, to.later)
        fields |= {"starts_at": starts_at, "ends_at": ends_at}
    plan(to.campaign, to.by, roles=parts, **fields)


def _plan_series(rule: TaskSeries, to: Layout) -> None:
    if not to.is_ahead(rule.starts_on):
        return
    first = rule.starts_on + to.later
    starts_at, ends_at = times(first, rule.begins, rule.ends, zone())
    fields: dict[str, Any] = {name: getattr(rule, name) for name in SHARED}
    fields |= {"place": to.place(rule.place), "shape": Shape.SHIFT}
    series.plan(
        to.campaign,
        to.by,
        repeats=Repeats(rule.repeats),
        every=rule.every,
        weekdays=turned(rule.weekdays, to.later.days),
        until=rule.until and rule.until + to.later,
        starts_at=starts_at,
        ends_at=ends_at,
        **fields,
    )


def _plan_event(event: Event, to: Layout) -> None:
    if not to.is_ahead(day_of(event)):
        return
    words = words_of(event)
    starts_at, ends_at = moved(event.starts_at, event.ends_at, to.later)
    words |= {"starts_at": starts_at, "ends_at": ends_at}
    words |= {"place": to.place(words["place"])}
    events.plan(to.area, to.by, campaign=to.campaign, **words)
