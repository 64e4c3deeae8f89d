"""The log's index forgets under which lists and areas old lines stood: that only told
open pages what is new. The lines stay, and so does the thread of each thing."""

from typing import Any

from sqlalchemy import delete, func, select

from board import clock
from board.activity.models import Activity, ActivityTopic
from board.areas.models import Area
from board.db import db, read, table_of
from board.live.missed import REMEMBERED
from board.live.regions import REGIONS

BATCH = 500  # lines, of each list


def fold() -> int:
    """The job: take a batch of old lines out of each list; how many those were."""
    newest = _newest_old_line()
    areas = [f"area-{row.id}" for row in read(select(Area.id))]
    lists = [region.name for region in REGIONS.values() if not region.numbered]
    return sum(_fold(topic, newest) for topic in [*lists, *areas]) if newest else 0


def _newest_old_line() -> int | None:
    old = select(Activity.id).where(Activity.at < clock.now() - REMEMBERED)
    return db.session.scalar(old.order_by(Activity.id.desc()).limit(1))


def _fold(topic: str, newest: int) -> int:
    stands = (ActivityTopic.topic == topic, ActivityTopic.activity_id <= newest)
    lines = select(ActivityTopic.activity_id).where(*stands)
    first = lines.order_by(ActivityTopic.activity_id).limit(BATCH).subquery()
    last = db.session.scalar(select(func.max(first.c.activity_id)))
    if last is None:
        return 0
    # no page shows it, so no line says so
    table = table_of(ActivityTopic)
    gone = (table.c.topic == topic, table.c.activity_id <= last)
    done: Any = db.session.execute(delete(table).where(*gone))
    return int(done.rowcount)
