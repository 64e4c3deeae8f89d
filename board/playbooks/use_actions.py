"""The rule of using a playbook: it is laid out as a campaign of an area, with dated
tasks and roles to fill, and without any person."""

from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import update

from board import clock
from board.activity.actions import record
from board.areas.models import Area
from board.campaigns import actions as campaigns
from board.campaigns.models import Campaign
from board.db import db, insert_new
from board.drawing import zone
from board.errors import Invalid
from board.markdown import initial_part
from board.playbooks import verbs
from board.playbooks.book import Book, Step
from board.playbooks.days import with_dates
from board.playbooks.models import Playbook, PlaybookTask, PlaybookUse
from board.policy import Actor, require
from board.roles.actions import plan_role
from board.tasks.models import Shape
from board.tasks.planning import plan
from board.tasks.repeating import times


def use(
    playbook: Playbook,
    area: Area,
    by: Actor,
    *,
    book: Book,
    version: int,
    starts_on: date,
    title: str = "",
    gate: bool = False,
    askable: bool = False,
    once: str | None = None,
) -> Campaign:
    """Begin a campaign in an area as the playbook says; its earliest step is on the day
    `starts_on`.

    `book` is what the playbook says in `version`. Raises Invalid where it has a gate
    that was not ticked. The same `once` again gives back the first campaign.
    """
    require(by, "campaign.start", area)
    if book.gate and not gate:
        raise Invalid(_("Tick this first: it keeps people safe."), "gate")
    day = starts_on - timedelta(days=book.first_day)
    book = with_dates(book, day)
    said = {"title": title or book.title, "goal": _goal(book)}
    said |= {"ask": "".join(book.asks[:1])[:300], "win": " ".join(book.wins)[:500]}
    campaign = campaigns.start(area, by, issues=[], once=once, **said)
    made = insert_new(
        PlaybookUse,
        ["campaign_id"],
        playbook_id=playbook.id,
        version=version,
        campaign_id=campaign.id,
        area_id=area.id,
        by_id=by.id,
        askable=askable,
        day=day,
        at=clock.now(),
    )
    if made is not None:
        _lay_out(playbook, book, campaign, area, by, made)
        record(verbs.USED, playbook, by=by, campaign=campaign.id, use=made.id)
    return campaign


def _goal(book: Book) -> str:
    return initial_part(book.purpose or book.summary or book.title, 2000)


def _lay_out(
    playbook: Playbook,
    book: Book,
    campaign: Campaign,
    area: Area,
    by: Actor,
    made: PlaybookUse,
) -> None:
    for role in book.roles:
        cleared = _("For people the organisers have cleared.") if role.cleared else ""
        words = "\n\n".join(part for part in (role.words, cleared) if part)
        plan_role(campaign, by, role.name, words[:1000])
    where = _("To be agreed, in %(area)s", area=area.name)
    for step in sorted(book.steps, key=lambda step: step.day):
        fields = _task_fields(book, step, made.day + timedelta(days=step.day))
        place = step.place or (where if step.is_shift else "")
        task = plan(campaign, by, place=place, **fields)
        lineage = f"{playbook.lineage}#{step.key}"
        db.session.add(PlaybookTask(task_id=task.id, use_id=made.id, step=lineage))


def _task_fields(book: Book, step: Step, day: date) -> dict[str, Any]:
    """A task of this step on that day; the clock counts, winter and summer."""
    role = book.role(step.role)
    words = [step.words, _("For: %(role)s", role=role.name) if role else ""]
    fields = {
        "title": step.title,
        "details": "\n\n".join(part for part in words if part),
        "shape": step.shape or Shape.BY_DATE,
        "skills": step.skill,
        "places": step.places,
        "cleared": step.cleared or bool(role and role.cleared),
        "due_on": day,
    }
    if not step.is_shift:
        return fields
    begins = datetime.combine(day, step.begins)
    ends = begins + timedelta(minutes=step.minutes)
    starts_at, ends_at = times(day, begins.time(), ends.time(), zone())
    return fields | {"starts_at": starts_at, "ends_at": ends_at}


def set_askable(playbook: Playbook, by: Actor, *, askable: bool) -> None:
    """Whoever used the playbook says whether people may ask them how it went."""
    require(by, "playbook.suggest", playbook)  # whoever is signed in
    mine = (
        PlaybookUse.playbook_id == playbook.id,
        PlaybookUse.by_id == by.id,
        PlaybookUse.askable.is_not(askable),
    )
    changed = update(PlaybookUse).where(*mine).values(askable=askable)
    numbers = changed.returning(PlaybookUse.id)
    said_so_already = {"may_do_nothing": True}
    uses = list(db.session.scalars(numbers, execution_options=said_so_already))
    for number in uses:
        record(verbs.ASKABLE_SET, playbook, by=by, use=number, askable=askable)
