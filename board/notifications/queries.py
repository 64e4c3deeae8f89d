"""Reading a person's notifications."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, func, or_, select

from board.accounts.models import Person
from board.activity.models import Activity
from board.areas.models import Area
from board.campaigns.models import Campaign
from board.db import Rows, db, read
from board.events.models import Event
from board.issues.models import Issue
from board.notifications.models import Notification, Telling
from board.tasks.models import Task

PAGE = 30


def recipients(activity_ids: list[int], among: list[int]) -> set[int]:
    """Which of these people were told of any of these lines."""
    statement = select(Notification.person_id).where(
        Notification.activity_id.in_(activity_ids), Notification.person_id.in_(among)
    )
    return set(db.session.scalars(statement.distinct()))


def last_told(activity_id: int) -> int:
    """The highest number among those told of a line."""
    told = select(func.max(Notification.person_id)).where(
        Notification.activity_id == activity_id
    )
    return int(db.session.scalar(told) or 0)


def somebody_waits() -> bool:
    """Whether there is a line that not everybody has heard of yet."""
    return db.session.scalar(select(Telling.activity_id).limit(1)) is not None


ME: Any = bindparam("me")


def _about(model: Any) -> ColumnElement[bool]:
    """The thing of this kind that a line is about."""
    return and_(
        Activity.subject_kind == model.__tablename__, model.id == Activity.subject_id
    )


def _seen(*models: Any) -> Iterator[ColumnElement[bool]]:
    """No line about a thing that the person may not see."""
    for model in models:
        for condition in model.visible(ME):
            yield or_(Activity.subject_kind != model.__tablename__, condition)


# The news of the person `me`, newest first, each with the thing it is about and its
# title.
NEWS = (
    select(
        Activity.id,
        Activity.at,
        Activity.verb,
        Activity.facts,
        Notification.read_at,
        Notification.why,
        Person.name.label("actor_name"),
        Activity.area_id,
        Area.name.label("area_name"),
        Campaign.id.label("campaign_id"),
        Campaign.title.label("campaign_title"),
        Issue.id.label("issue_id"),
        Issue.title.label("issue_title"),
        Event.id.label("event_id"),
        Event.title.label("event_title"),
        Task.id.label("task_id"),
        Task.title.label("task_title"),
    )
    .join(Notification, Notification.activity_id == Activity.id)
    .outerjoin(Person, Person.id == Activity.actor_id)
    .outerjoin(Area, Area.id == Activity.area_id)
    .outerjoin(Issue, _about(Issue))
    .outerjoin(Task, _about(Task))
    .outerjoin(Event, _about(Event))
    .outerjoin(Campaign, _about(Campaign))
    .where(Notification.person_id == ME, *_seen(Issue, Task, Event, Campaign))
    .order_by(Notification.activity_id.desc())
)
NEWS_BEFORE = NEWS.where(Notification.activity_id < bindparam("before"))


def of(person_id: int, before: int = 0, limit: int = PAGE) -> Rows:
    """A person's notifications, those before a line of the log where one is named."""
    return read(
        (NEWS_BEFORE if before else NEWS).limit(limit),
        {"me": person_id, "before": before},
    )
