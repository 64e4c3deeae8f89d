"""The last twelve months of an area: what was said, begun, met for, done and won."""

from collections import Counter
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select

from board import clock
from board.campaigns.models import Campaign, Stage, Update
from board.db import AnySelect, read
from board.drawing import local
from board.events.models import Event
from board.figures.queries import MONTHS
from board.issues.models import Issue, month_of
from board.tasks.models import FINISHED, Claim, Task


class Year(NamedTuple):
    """Numbers by the month, the oldest first; `first` is each month's first day."""

    first: list[date]
    posts: list[int]
    campaigns: list[int]
    meetings: list[int]
    done: list[int]
    won: list[int]


def year_of(area_id: int, today: date) -> Year:
    """Twelve months, this one the last."""
    newest = month_of(today.year, today.month)
    months = range(newest - MONTHS + 1, newest + 1)
    # a day more: where a month begins differs by the zone
    since = clock.now() - timedelta(days=31 * MONTHS + 1)

    def numbers(moments: AnySelect) -> list[int]:
        found = Counter(_month(row[0]) for row in read(moments))
        return [found[month] for month in months]

    posted = {row.month: row.number for row in read(_posts(area_id, months[0]))}
    return Year(
        first=[date(month // 12, month % 12 + 1, 1) for month in months],
        posts=[posted.get(month, 0) for month in months],
        campaigns=numbers(_campaigns(area_id, since)),
        meetings=numbers(_meetings(area_id, since)),
        done=numbers(_done(area_id, since)),
        won=numbers(_won(area_id, since)),
    )


def _month(at: datetime) -> int:
    day = local(at)
    return month_of(day.year, day.month)


def _posts(area_id: int, oldest: int) -> AnySelect:
    here = (Issue.area_id == area_id, Issue.month >= oldest, *Issue.visible(None))
    number = func.count().label("number")
    return select(Issue.month, number).where(*here).group_by(Issue.month)


def _campaigns(area_id: int, since: datetime) -> AnySelect:
    """When they began."""
    here = (Campaign.area_id == area_id, *Campaign.visible(None))
    return select(Campaign.created_at).where(*here, Campaign.created_at >= since)


def _meetings(area_id: int, since: datetime) -> AnySelect:
    """When events began that were held."""
    here = (Event.area_id == area_id, *Event.visible(None))
    held = (Event.cancelled_at.is_(None), Event.ends_at <= clock.now())
    return select(Event.starts_at).where(*here, *held, Event.starts_at >= since)


def _done(area_id: int, since: datetime) -> AnySelect:
    """When somebody finished their part of a task."""
    here = (Task.area_id == area_id, *Task.visible(None))
    finished = (Claim.state.in_(FINISHED), Claim.ended_at >= since)
    return select(Claim.ended_at).join(Task).where(*here, *finished)


def _won(area_id: int, since: datetime) -> AnySelect:
    """When campaigns were won that still are."""
    here = (Campaign.area_id == area_id, *Campaign.visible(None))
    won = (Campaign.stage == Stage.WON, Update.stage == Stage.WON)
    last = func.max(Update.at)
    return (
        select(last)
        .join(Campaign, Campaign.id == Update.campaign_id)
        .where(*here, *won)
        .group_by(Campaign.id)
        .having(last >= since)
    )
