"""Who hears of what: one row a person, written in the transaction of the thing that
happened."""

from functools import cache
from typing import Any

from sqlalchemy import (
    Insert,
    Integer,
    bindparam,
    func,
    insert,
    select,
    union_all,
    update,
)

from board import clock
from board.activity import reasons
from board.activity.models import Line
from board.db import db, table_of, write
from board.notifications.models import Notification
from board.notifications.queries import last_told
from board.policy import Actor


def news(line: Line, after: int, limit: int) -> int | None:
    """Give the line to those it concerns, each once with one of the reasons, and not to
    the person who did it.

    It goes to `limit` people whose number is above `after`. Returns the last one's
    while there may be more, else None.
    """
    concerned = reasons.concerned(line)
    if not concerned:
        return None
    values: dict[str, Any] = {
        "line": line.id,
        "actor": line.actor_id or 0,
        "after": after,
        "limit": limit,
    }
    values |= {"subject": line.subject_id, "part": line.part_id, "area": line.area_id}
    for more in concerned.values():
        values |= more
    return last_told(line.id) if write(_telling(*concerned), values) == limit else None


@cache
def _telling(*names: str) -> Insert:
    """A notification for each whom one of these reasons concerns; somebody may have
    several."""
    person, why = union_all(*map(reasons.people, names)).subquery().c
    others = (person > bindparam("after"), person != bindparam("actor"))
    told = select(person, bindparam("line", type_=Integer), func.max(why)).where(
        *others
    )
    told = told.group_by(person).order_by(person).limit(bindparam("limit"))
    return insert(table_of(Notification)).from_select(
        ["person_id", "activity_id", "why"], told
    )


def read_all(by: Actor, until: int) -> None:
    """Mark what the person has seen as read, up to a line of the log."""
    mine = (
        Notification.person_id == by.id,
        Notification.activity_id <= until,
        Notification.read_at.is_(None),
    )
    db.session.execute(update(Notification).where(*mine).values(read_at=clock.now()))
