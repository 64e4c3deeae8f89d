"""Notifications: one row for each person who is to hear of a line of the log, and which
of them they have read."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    Insert,
    Integer,
    bindparam,
    case,
    exists,
    func,
    insert,
    select,
    union_all,
    update,
)

from board import clock
from board.accounts.models import Person
from board.activity import reasons
from board.activity.models import Line
from board.db import AnySelect, db, put, table_of, write
from board.notifications.models import MailRun, Notification, Rhythm
from board.notifications.queries import last_notified
from board.policy import Actor


def add_notifications(line: Line, after: int, limit: int) -> int | None:
    """Write a notification for each person the line concerns, once and with one of the
    reasons, but not for the person who did it.

    `limit` people whose number is above `after` get one. Returns the last one's number
    while there may be more of them, else None.
    """
    concerned = reasons.concerned(line)
    if not concerned:
        return None
    values: dict[str, Any] = {
        "line": line.id,
        "actor": line.actor_id or 0,
        "subject": line.subject_id,
        "itself": f"{line.subject_kind}-{line.subject_id}",
        "part": line.part_id,
        "area": line.area_id,
        "after": after,
        "limit": limit,
    }
    for of_reason in concerned.values():
        values |= of_reason
    count = write(_insert_notifications(*concerned), values)
    return last_notified(line.id) if count == limit else None


@cache
def _insert_notifications(*names: str) -> Insert:
    """The statement that notifies each person whom one or more of these reasons
    concern."""
    everybody = union_all(*(reasons.people(name) for name in names)).subquery()
    person, why = everybody.c
    # who follows the thing itself is told that, whatever else they follow
    itself = func.max(case((why == bindparam("itself"), why)))
    chosen = (
        select(
            person,
            bindparam("line", type_=Integer),
            func.coalesce(itself, func.max(why)),
        )
        .where(person > bindparam("after"), person != bindparam("actor"))
        .where(~exists().where(Person.id == person, Person.erased_at.is_not(None)))
        .group_by(person)
        .order_by(person)
        .limit(bindparam("limit"))
    )
    columns = ["person_id", "activity_id", "why"]
    return insert(table_of(Notification)).from_select(columns, chosen)


def never_mail_until(line_id: int) -> None:
    """Nobody is mailed of what happened up to this line of the log."""
    values = {"since": 0, "until": line_id, "after": None, "period": None}
    put(MailRun, ["rhythm"], rhythm=Rhythm.NEVER, **values)


def take_back(lines: AnySelect, at: datetime) -> None:
    """News of lines that nobody may see any more count as read from this instant on, so
    that no number tells of them."""
    unread = (Notification.activity_id.in_(lines), Notification.read_at.is_(None))
    db.session.execute(update(Notification).where(*unread).values(read_at=at))


def give_back(lines: AnySelect, at: datetime) -> None:
    """What was taken back at this instant is news again."""
    taken = (Notification.activity_id.in_(lines), Notification.read_at == at)
    db.session.execute(update(Notification).where(*taken).values(read_at=None))


def mark_read(by: Actor, *, until: int = 0, lines: Sequence[int] = ()) -> None:
    """Mark the person's news as read: these lines, or all up to a line of the log."""
    chosen = (
        Notification.activity_id.in_(lines)
        if lines
        else Notification.activity_id <= until
    )
    mine = (Notification.person_id == by.id, chosen, Notification.read_at.is_(None))
    db.session.execute(update(Notification).where(*mine).values(read_at=clock.now()))
