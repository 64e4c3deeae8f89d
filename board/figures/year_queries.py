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
from board.issues.models import month_of
from board.tasks.claim_models import FINISHED, Claim
from board.tasks.models import Task

MONTHS = 12


class Year(NamedTuple):
    """Numbers by the month, the oldest first; `first` is each month's first day."""

    first: list[date]
    posts: list[int]
    campaigns: list[int]
    meetings: list[int]
    done: list[int]
    won: list[int]


def year_of(area_id: int, today: date, posted: Counter[int]) -> Year:
    """Twelve months, this one the last; `posted` is how many posts came in each."""
    newest = month_of(today.year, today.month)
    months = range(newest - MONTHS + 1, newest + 1)
    # a day more: where a month begins differs by the zone
    since = clock.now() - timedelta(days=31 * MONTHS + 1)
    return Year(
        first=[date(month // 12, month % 12 + 1, 1) for month in months],
        posts=[posted[month] for month in months],
        campaigns=_by_month(months, _campaigns(area_id, since)),
        meetings=_by_month(months, _meetings(area_id, since)),
        done=_by_month(months, _done(area_id, since)),
        won=_by_month(months, _won(area_id, since)),
    )


def _by_month(months: range, moments: AnySelect) -> list[int]:
    """How many of these moments are in each month by the board's clock."""
    days = [local(row[0]) for row in read(moments)]
    found = Counter(month_of(day.year, day.month) for day in days)
    return [found[month] for month in months]


def _campaigns(area_id: int, since: datetime) -> AnySelect:
    """When they began."""
    return (
        select(Campaign.created_at)
        .where(Campaign.area_id == area_id, *Campaign.visible(None))
        .where(Campaign.created_at >= since)
    )


def _meetings(area_id: int, since: datetime) -> AnySelect:
    """When events began that were held."""
    return (
        select(Event.starts_at)
        .where(Event.area_id == area_id, *Event.visible(None))
        .where(Event.cancelled_at.is_(None), Event.ends_at <= clock.now())
        .where(Event.starts_at >= since)
    )


def _done(area_id: int, since: datetime) -> AnySelect:
    """When somebody finished their part of a task."""
    return (
        select(Claim.ended_at)
        .join(Task)
        .where(Task.area_id == area_id, *Task.visible(None))
        .where(Claim.state.in_(FINISHED), Claim.ended_at >= since)
    )


def _won(area_id: int, since: datetime) -> AnySelect:
    """When campaigns were won that still are."""
    last = func.max(Update.at)
    return (
        select(last)
        .join(Campaign, Campaign.id == Update.campaign_id)
        .where(Campaign.area_id == area_id, *Campaign.visible(None))
        .where(Campaign.stage == Stage.WON, Update.stage == Stage.WON)
        .group_by(Campaign.id)
        .having(last >= since)
    )
