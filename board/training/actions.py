"""The rules of courses: an area's own are written by its organisers, the board's by
whoever runs it."""

from typing import Any
from uuid import uuid4

from flask_babel import gettext as _
from sqlalchemy import update

from board import clock
from board.activity.actions import record
from board.areas.models import Area
from board.db import db, insert_once
from board.errors import ChangedMeanwhile, Invalid
from board.folding import refolded, same_name
from board.policy import Actor, require
from board.training import verbs
from board.training.models import SEARCHED, Course

LONGEST = 24 * 60


def write(
    area: Area,
    by: Actor,
    *,
    begun_from: Course | None = None,
    once: str | None = None,
    **fields: Any,
) -> Course:
    """Publish a course of an area, begun from another where one is named.

    Raises Invalid where it would last longer than a day.
    """
    require(by, "course.write", area)
    now = clock.now()
    came = {}
    if begun_from is not None:
        came = {"from_lineage": begun_from.lineage, "from_version": begun_from.version}
    values = checked(fields) | came
    values |= {"area_id": area.id, "author_id": by.id, "lineage": str(uuid4())}
    values |= {"created_at": now, "changed_at": now}
    course, is_new = insert_once(Course, once=once, **values)
    if is_new:
        record(verbs.PUBLISHED, course, by=by)
    return course


def edit(course: Course, by: Actor, *, version: int, **fields: Any) -> None:
    """Change a course; from then on no newer file of the program changes it.

    Raises ChangedMeanwhile where somebody else was first.
    """
    require(by, "course.edit", course)
    values = checked(fields) | refolded(course, SEARCHED, fields)
    values |= {"version": version + 1, "changed_at": clock.now(), "ready_version": None}
    same = (Course.id == course.id, Course.version == version)
    changed = db.session.execute(update(Course).where(*same).values(**values))
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise ChangedMeanwhile
    record(verbs.CHANGED, course, by=by)


def checked(fields: dict[str, Any]) -> dict[str, Any]:
    """The columns of a course, with how long all its parts take and what its skill is
    compared by."""
    minutes = sum(part["minutes"] for part in fields["parts"])
    if minutes > LONGEST:
        raise Invalid(_("A course lasts a day at most. Make two of it."), "running")
    if fields["people_from"] > fields["people_to"]:
        raise Invalid(_("That is fewer than the smallest group."), "people_to")
    return fields | {"minutes": minutes, "compared": same_name(fields["skill"])}
