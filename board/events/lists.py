"""Lists of events, and the campaigns that one may belong to."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import current_app
from sqlalchemy import bindparam, case, literal, or_, select, tuple_

from board import clock
from board.areas.models import Area
from board.campaigns.models import Campaign, Stage
from board.db import AnySelect, Rows, read
from board.events.models import Event
from board.events.queries import rows
from board.policy import Actor

PAGE = 20
# no event is longer, so lists need not read all earlier ones
LONGEST = timedelta(days=7)
RUNNING = 200  # campaigns to choose from


def midnight(day: date) -> datetime:
    """When a day of the board's zone begins."""
    return datetime.combine(day, time(), ZoneInfo(current_app.config["BOARD"].timezone))


def listed(
    person: Actor | None,
    since: date,
    *,
    until: date | None = None,
    past: bool = False,
    area: str = "",
    kind: str = "",
    after: tuple[datetime, int] | None = None,
    limit: int = PAGE,
) -> Rows:
    """Events that end on a day or later, the soonest first; those before it, the latest
    first, for the `past`.

    Up to the end of `until`, and one more than `limit` when there are further ones.
    """
    statement = _over(person, since) if past else _on_or_after(person, since)
    if until:
        day_after = until + timedelta(days=1)
        statement = statement.where(Event.starts_at < midnight(day_after))
    if area:
        statement = statement.where(Area.slug == area)
    if kind:
        statement = statement.where(Event.kind == kind)
    if after:
        position = tuple_(Event.starts_at, Event.id)
        cursor = tuple_(literal(after[0], Event.starts_at.type), literal(after[1]))
        statement = statement.where(position < cursor if past else position > cursor)
    return read(statement.limit(limit + 1))


def _over(person: Actor | None, day: date) -> AnySelect:
    """What ended before the day, the latest first."""
    over = rows(person).where(Event.ends_at < midnight(day))
    return over.order_by(Event.starts_at.desc(), Event.id.desc())


def _on_or_after(person: Actor | None, day: date) -> AnySelect:
    """What ends on the day or later, the soonest first."""
    begins = midnight(day)
    coming = (Event.starts_at >= begins - LONGEST, Event.ends_at >= begins)
    return rows(person).where(*coming).order_by(Event.starts_at, Event.id)


def next_of(area_id: int, since: date, limit: int = 3) -> Rows:
    """The next events of an area."""
    begins = midnight(since)
    coming = (
        Event.area_id == area_id,
        Event.starts_at >= begins - LONGEST,
        Event.ends_at >= begins,
    )
    return read(
        rows(None).where(*coming).order_by(Event.starts_at, Event.id).limit(limit)
    )


def _of_campaign() -> AnySelect:
    """The events of `campaign`: what is to come at `now`, the soonest first, then what
    is over, the latest first."""
    coming = Event.ends_at >= bindparam("now")
    order = (
        coming.desc(),
        case((coming, Event.starts_at)),
        Event.starts_at.desc(),
        Event.id.desc(),
    )
    here = rows(None).where(Event.campaign_id == bindparam("campaign"))
    return here.order_by(*order).limit(50)


OF_CAMPAIGN = _of_campaign()


def of_campaign(campaign_id: int) -> Rows:
    """The rows of OF_CAMPAIGN as things are now."""
    return read(OF_CAMPAIGN, {"campaign": campaign_id, "now": clock.now()})


def running(area_ids: Sequence[int], named: int = 0) -> Rows:
    """Campaigns of these areas that an event may belong to: those that go on, and the
    one named."""
    goes_on = or_(Campaign.stage.not_in((Stage.WON, Stage.LOST)), Campaign.id == named)
    here = select(Campaign.id, Campaign.title, Campaign.area_id).where(
        Campaign.area_id.in_(area_ids), goes_on, *Campaign.visible(None)
    )
    return read(here.order_by(Campaign.title, Campaign.id).limit(RUNNING))
