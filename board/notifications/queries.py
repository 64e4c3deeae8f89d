"""Reading a person's notifications."""

from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, func, not_, or_, select

from board.accounts.models import Person
from board.activity.models import Activity
from board.activity.things import Thing, all_things
from board.areas.models import Area
from board.db import AnySelect, Rows, db, read
from board.notifications.models import Notification, PendingNotice

PAGE = 30


def recipients(activity_ids: list[int], among: list[int]) -> set[int]:
    """Which of these people were notified of any of these lines."""
    statement = select(Notification.person_id).where(
        Notification.activity_id.in_(activity_ids), Notification.person_id.in_(among)
    )
    return set(db.session.scalars(statement.distinct()))


def last_notified(activity_id: int) -> int:
    """The highest number of a person who was notified of a line."""
    highest = select(func.max(Notification.person_id)).where(
        Notification.activity_id == activity_id
    )
    return int(db.session.scalar(highest) or 0)


def is_anybody_waiting() -> bool:
    """Whether there is a line of which not everybody was notified yet."""
    return db.session.scalar(select(PendingNotice.activity_id).limit(1)) is not None


ME: Any = bindparam("me")


@cache
def news() -> AnySelect:
    """The news of the person `me`, newest first, each with the title of the thing it is
    about; built at the first use, when all kinds of thing are known."""
    titles = [thing.model.title for thing in _linked_things()]
    found = (
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
            Activity.subject_kind,
            Activity.subject_id,
            func.coalesce(*titles).label("title"),
        )
        .join(Notification, Notification.activity_id == Activity.id)
        .outerjoin(Person, Person.id == Activity.actor_id)
        .outerjoin(Area, Area.id == Activity.area_id)
        .where(Notification.person_id == ME)
        .order_by(Notification.activity_id.desc())
    )
    for thing in _linked_things():
        is_one = Activity.subject_kind == thing.kind
        found = found.outerjoin(
            thing.model, and_(is_one, thing.model.id == Activity.subject_id)
        )
        # no line about a thing that the person may not see
        for condition in thing.model.visible(ME):
            found = found.where(or_(not_(is_one), condition))
    return found


def _linked_things() -> list[Thing]:
    """The kinds of thing that news link to; news of an area link to the list of
    areas."""
    return [thing for thing in all_things() if thing.kind != "area"]


def of(person_id: int, before: int = 0, limit: int = PAGE) -> Rows:
    """A person's notifications, those before a line of the log where one is named."""
    found = news()
    if before:
        found = found.where(Notification.activity_id < bindparam("before"))
    return read(found.limit(limit), {"me": person_id, "before": before})
