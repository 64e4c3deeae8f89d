"""A course from another board, which a person here has looked at and taken."""

from typing import Any

from sqlalchemy import select

from board import clock
from board.activity.actions import record
from board.db import db, insert_new
from board.errors import Conflict
from board.folding import refolded
from board.policy import Actor, require
from board.training import verbs
from board.training.actions import checked
from board.training.models import SEARCHED, Course


def receive(
    by: Actor,
    *,
    lineage: str,
    version: int,
    from_lineage: str,
    from_version: int | None,
    **fields: Any,
) -> Course:
    """Have the course of this name say this from now on: it belongs to the board, and
    operators look after it; one that is here already stays whose it is.

    Raises Conflict for one that moderators hid, Invalid where it lasts too long.
    """
    require(by, "board.exchange")
    now = clock.now()
    values = checked(fields) | {"changed_at": now, "ready_version": None}
    came = {"from_lineage": from_lineage, "from_version": from_version}
    new = {"lineage": lineage, "version": version, "created_at": now, **came}
    course = insert_new(Course, ["lineage"], **values, **new, author_id=by.id)
    if course is not None:
        record(verbs.PUBLISHED, course, by=by)
        return course
    course = db.session.scalars(
        select(Course).where(Course.lineage == lineage).with_for_update()
    ).one()
    if course.hidden_at:
        raise Conflict
    values |= refolded(course, SEARCHED, fields)
    values |= {"version": max(course.version + 1, version)}
    for name, value in values.items():
        setattr(course, name, value)
    db.session.flush()
    record(verbs.CHANGED, course, by=by)
    return course
