"""The rules of skills: confirmed by whoever led or organises, extended all at once for
a reason, warned of before they end."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, or_, select, update

from board import clock
from board.activity.actions import record
from board.areas.models import Area
from board.db import db, fresh, insert_once
from board.drawing import local, today
from board.errors import Conflict, Invalid
from board.events.models import Event
from board.policy import Actor, require
from board.training import skill_queries, verbs
from board.training.evidence import last_seen
from board.training.expiry import WARNINGS, ends, warning
from board.training.models import Course
from board.training.skill_models import SkillExtension, SkillHeld

BATCH = 200
LONGEST = timedelta(days=2 * 366)
PROPOSAL = timedelta(days=90)  # for which nobody confirmed it
AFTER_END = timedelta(days=365)  # it is kept, so that coming again renews it


def confirm(course: Course, by: Actor, ids: Collection[int]) -> int:
    """Say of people that they can do what they came for; how many were not confirmed
    before. Nobody confirms themself."""
    done = 0
    for row in skill_queries.to_act_on(course.id, ids):
        require(by, "skill.confirm", row)
        seen = last_seen(row.person_id, course.id) or local(row.proposed_at).date()
        now: dict[str, Any] = {"confirmed_at": clock.now(), "confirmed_by_id": by.id}
        now |= {"expires_on": ends(seen, course.months, None)}
        mine = (SkillHeld.id == row.id, SkillHeld.confirmed_at.is_(None))
        made = db.session.execute(update(SkillHeld).where(*mine).values(**now))
        if made.rowcount:  # type: ignore[attr-defined]
            done += 1
            event = fresh(Event, row.event_id)
            topics = [f"person-{row.person_id}"]
            person = row.person_id
            record(verbs.CONFIRMED, event, by=by, topics=topics, person=person)
    return done


def extend(
    course: Course,
    area: Area,
    by: Actor,
    *,
    until: date,
    reason: str,
    once: str | None = None,
) -> int:
    """Let all that ends sooner in an area hold to a day, for a reason that is kept; of
    how many people.

    Raises Invalid for a day that is over or too far, Conflict where nothing ends
    sooner.
    """
    require(by, "skill.extend", area)
    if not today() < until <= today() + LONGEST:
        raise Invalid(_("Name a day within the next two years."), "until")
    said: dict[str, Any] = {"course_id": course.id, "area_id": area.id, "by_id": by.id}
    said |= {"reason": reason, "until": until, "at": clock.now(), "people": 0}
    made, is_new = insert_once(SkillExtension, once=once, **said)
    if not is_new:
        return made.people
    sooner = (
        SkillHeld.course_id == course.id,
        SkillHeld.area_id == area.id,
        SkillHeld.confirmed_at.is_not(None),
        SkillHeld.expires_on < until,
    )
    values = {"expires_on": until, "extended_to": until, "extension_id": made.id}
    longer = update(SkillHeld).where(*sooner).values(**values, warned=None)
    made.people = db.session.execute(longer).rowcount  # type: ignore[attr-defined]
    if not made.people:
        raise Conflict(_("There is nobody here whose skill ends before that day."))
    subject = Subject(course.id, area.id)
    topics = [f"course-{course.id}"]
    facts = {"people": made.people}
    record(
        verbs.EXTENDED, subject, kind="course", part=made, by=by, topics=topics, **facts
    )
    return made.people


class Subject:
    """A course as what happens to it in one area."""

    def __init__(self, id: int, area_id: int) -> None:
        self.id = id
        self.area_id = area_id


def warn() -> int:
    """The job: tell people 90, 30 and 7 days before that what they can do ends, once
    each; delete what nobody confirmed, and what ended long ago."""
    return _warn() + _forget()


def _warn() -> int:
    day = today()
    soon = (
        SkillHeld.confirmed_at.is_not(None),
        SkillHeld.expires_on >= day,
        or_(
            *(
                (SkillHeld.expires_on <= day + timedelta(days=days))
                & (SkillHeld.warned.is_(None) | (SkillHeld.warned > days))
                for days in WARNINGS
            )
        ),
    )
    some = select(SkillHeld).where(*soon).order_by(SkillHeld.id).limit(BATCH)
    found = db.session.scalars(some.with_for_update(skip_locked=True)).all()
    for held in found:
        left = ((held.expires_on or day) - day).days
        held.warned = warning(left, held.warned)
        subject = Subject(held.course_id, held.area_id)
        facts = {"person": held.person_id, "days": left}
        topics = [f"person-{held.person_id}"]
        record(verbs.WARNED, subject, kind="course", by=None, topics=topics, **facts)
    return len(found)


def _forget() -> int:
    never = SkillHeld.confirmed_at.is_(None) & (
        SkillHeld.proposed_at < clock.now() - PROPOSAL
    )
    ended = SkillHeld.expires_on < today() - AFTER_END
    some = select(SkillHeld.id).where(or_(never, ended)).limit(BATCH)
    ids = list(db.session.scalars(some))
    if ids:
        db.session.execute(delete(SkillHeld).where(SkillHeld.id.in_(ids)))
    return len(ids)
