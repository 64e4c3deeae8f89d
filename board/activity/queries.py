"""Reading the log: its newest line, and what is newer than a cursor."""

from collections.abc import Sequence

from sqlalchemy import func, select

from board.activity.models import Activity, ActivityTopic, Follow, Verb
from board.db import db

newest_id = select(func.coalesce(func.max(Activity.id), 0)).scalar_subquery()


def version() -> int:
    """The id of the log's newest line; every public page is a function of it."""
    return db.session.scalar(select(newest_id)) or 0


def topics_after(cursor: int, limit: int = 1000) -> Sequence[tuple[int, str]]:
    """(line id, topic) of what was written after the cursor, oldest first."""
    newer = (
        select(Activity.id).where(Activity.id > cursor).order_by(Activity.id).limit(limit).subquery()
    )
    statement = (
        select(ActivityTopic.activity_id, ActivityTopic.topic)
        .join(newer, newer.c.id == ActivityTopic.activity_id)
        .order_by(ActivityTopic.activity_id)
    )
    return [(row[0], row[1]) for row in db.session.execute(statement)]


def changed_topics(cursor: int, topics: list[str]) -> set[str]:
    """Which of these topics have a line newer than the cursor."""
    statement = select(ActivityTopic.topic).where(
        ActivityTopic.topic.in_(topics), ActivityTopic.activity_id > cursor
    )
    return set(db.session.scalars(statement.distinct()))


def follows(person_id: int, topic: str) -> bool:
    """Whether the person follows the topic."""
    return db.session.get(Follow, (topic, person_id)) is not None


def is_demo() -> bool:
    """Whether the demo neighbourhood was loaded here; every page then says so."""
    return db.session.scalar(select(Activity.id).where(Activity.verb == Verb.DEMO_LOADED).limit(1)) is not None
