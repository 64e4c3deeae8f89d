"""Reading the log: its newest line, and what is newer than a cursor."""

from collections.abc import Iterable
from dataclasses import fields
from datetime import datetime, timedelta

from sqlalchemy import func, select

from board import clock
from board.activity.models import Activity, ActivityTopic, Follow, Line
from board.activity.verbs import DEMO_LOADED
from board.db import Rows, db, read

newest_id = select(func.coalesce(func.max(Activity.id), 0)).scalar_subquery()
NEWEST = select(newest_id)


def version() -> int:
    """The id of the log's newest line; every public page is a function of it."""
    return int(read(NEWEST)[0][0])


def began() -> datetime | None:
    """When the first thing happened here; None where nothing has."""
    first = read(select(Activity.at).order_by(Activity.id).limit(1))
    return first[0].at if first else None


def newest_at() -> datetime | None:
    """When the last thing happened; None where nothing has."""
    last = read(select(Activity.at).order_by(Activity.id.desc()).limit(1))
    return last[0].at if last else None


def lines_after(cursor: int, upto: int) -> Rows:
    """(line id, at, verb, actor id, topic) of what was written after one id up to
    another, oldest first."""
    statement = (
        select(
            Activity.id,
            Activity.at,
            Activity.verb,
            Activity.actor_id,
            ActivityTopic.topic,
        )
        .join(ActivityTopic, ActivityTopic.activity_id == Activity.id)
        .where(Activity.id > cursor)
        .where(Activity.id <= upto)
        .order_by(Activity.id)
    )
    return read(statement)


def whole(line_id: int) -> Line:
    """A line with its topics, as those who listened when it was written
    were given it."""
    names = [field.name for field in fields(Line) if field.name != "topics"]
    columns = [getattr(Activity, name) for name in names]
    (found,) = read(select(*columns).where(Activity.id == line_id))
    of_line = ActivityTopic.activity_id == line_id
    rows = read(select(ActivityTopic.topic).where(of_line))
    topics = sorted(row.topic for row in rows)
    return Line(**found._mapping, topics=topics)


def changed(cursor: int, topics: list[str]) -> Rows:
    """(topic, verb, newest line id) of what happened under these topics after the
    cursor."""
    statement = (
        select(
            ActivityTopic.topic,
            Activity.verb,
            func.max(Activity.id).label("newest"),
        )
        .join(Activity, Activity.id == ActivityTopic.activity_id)
        .where(ActivityTopic.topic.in_(topics))
        .where(ActivityTopic.activity_id > cursor)
        .group_by(ActivityTopic.topic, Activity.verb)
    )
    return read(statement)


def is_older(cursor: int, age: timedelta) -> bool:
    """Whether what was written next after the cursor is older than that."""
    later = select(Activity.at).where(Activity.id > cursor).order_by(Activity.id)
    at = db.session.scalar(later.limit(1))
    return at is not None and at < clock.now() - age


def newest_of(topics: Iterable[str], verbs: Iterable[str]) -> dict[str, datetime]:
    """When something of these kinds last happened under each of these topics; without
    those where nothing has."""
    statement = (
        select(
            ActivityTopic.topic,
            func.max(Activity.at).label("at"),
        )
        .join(Activity, Activity.id == ActivityTopic.activity_id)
        .where(ActivityTopic.topic.in_(list(topics)))
        .where(Activity.verb.in_(list(verbs)))
        .group_by(ActivityTopic.topic)
    )
    return {row.topic: row.at for row in read(statement)}


def follows(person_id: int, topic: str) -> bool:
    """Whether the person follows the topic."""
    return db.session.get(Follow, (topic, person_id)) is not None


def is_demo() -> bool:
    """Whether the demo neighbourhood was loaded here; every page then says so."""
    loaded = select(Activity.id).where(Activity.verb == DEMO_LOADED).limit(1)
    return db.session.scalar(loaded) is not None
