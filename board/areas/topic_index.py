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
    if newest is None:
        return 0
    return sum(_fold(topic, newest) for topic in _lists())


def _lists() -> list[str]:
    """The topics of lists: words alone, and the areas."""
    alone = [region.name for region in REGIONS.values() if not region.numbered]
    areas = read(select(Area.id))
    return [*alone, *(f"area-{area.id}" for area in areas)]


def _newest_old_line() -> int | None:
    began = clock.now() - REMEMBERED
    old = select(Activity.id).where(Activity.at < began)
    return db.session.scalar(old.order_by(Activity.id.desc()).limit(1))


def _fold(topic: str, newest: int) -> int:
    last = _end_of_batch(topic, newest)
    if last is None:
        return 0
    # no page shows it, so no line says so
    table = table_of(ActivityTopic)
    is_old = table.c.activity_id <= last
    gone = delete(table).where(table.c.topic == topic, is_old)
    done: Any = db.session.execute(gone)
    return int(done.rowcount)


def _end_of_batch(topic: str, newest: int) -> int | None:
    """The last of the first so many lines; None where there are none."""
    line = ActivityTopic.activity_id
    of_list = select(line).where(ActivityTopic.topic == topic)
    old = of_list.where(line <= newest)
    batch = old.order_by(line).limit(BATCH).subquery()
    last: int | None = db.session.scalar(select(func.max(batch.c.activity_id)))
    return last
