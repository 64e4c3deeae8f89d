"""What somebody could be asked for in an area: to lead a task or help with one, to hold
a role, to come to training or lead it."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import exists, or_, select

from board import clock
from board.db import AnySelect, read
from board.drawing import day, today
from board.events.models import Event
from board.policy import Actor
from board.roles.models import Role
from board.tasks.claim_models import ENDED, Claim
from board.tasks.leading import is_led
from board.tasks.models import Task
from board.training.session_models import Session

MOST = 100  # of each
Choice = tuple[str, str]


def to_ask_for(area_id: int, reader: Actor, person_id: int) -> list[Choice]:
    """Each as the request that would be made (such as role-12) and in words: what is
    led first, and what is soonest before."""
    parts = (_leading, _roles, _training, _helping)
    return [pair for part in parts for pair in part(area_id, reader, person_id)]


FREE = Task.taken < Task.places


def _tasks(area_id: int, reader: Actor) -> AnySelect:
    """Those of the area that are not over, the soonest first."""
    return (
        select(Task.id, Task.title)
        .where(Task.area_id == area_id, Task.last_day >= today())
        .where(Task.cancelled_at.is_(None), *Task.visible(reader))
        .order_by(Task.last_day, Task.id)
        .limit(MOST)
    )


def _leading(area_id: int, reader: Actor, person_id: int) -> Iterator[Choice]:
    """Tasks that nobody leads and on which they have a place, or could."""
    on_it = exists().where(
        Claim.task_id == Task.id,
        Claim.person_id == person_id,
        Claim.state.not_in(ENDED),
        *Claim.visible(None),
    )
    found = _tasks(area_id, reader)
    for task in read(found.where(or_(FREE, on_it), ~is_led(Task.id))):
        words = _("Lead a task: %(title)s", title=task.title)
        yield f"task_lead-{task.id}", words


def _helping(area_id: int, reader: Actor, _person: int) -> Iterator[Choice]:
    for task in read(_tasks(area_id, reader).where(FREE)):
        words = _("Help with: %(title)s", title=task.title)
        yield f"task-{task.id}", words


def _roles(area_id: int, _reader: Actor, _person: int) -> Iterator[Choice]:
    """Roles without a holder or a deputy."""
    found = (
        select(Role.id, Role.name, Role.holder_id, Role.deputy_id)
        .where(Role.area_id == area_id, Role.ended_at.is_(None))
        .where(or_(Role.holder_id.is_(None), Role.deputy_id.is_(None)))
        .where(*Role.visible(None))
        .order_by(Role.name, Role.id)
        .limit(MOST)
    )
    for role in read(found):
        if not role.holder_id:
            yield f"role-{role.id}", _("Hold a role: %(role)s", role=role.name)
        if not role.deputy_id:
            yield f"deputy-{role.id}", _("Be the deputy: %(role)s", role=role.name)


def _training(area_id: int, reader: Actor, _person: int) -> Iterator[Choice]:
    """Sessions that are still to come."""
    found = (
        select(Event.id, Event.title, Event.starts_at, Session.trainer_id)
        .join(Session, Session.event_id == Event.id)
        .where(Event.area_id == area_id, Event.ends_at > clock.now())
        .where(Event.cancelled_at.is_(None), *Event.visible(reader))
        .order_by(Event.starts_at, Event.id)
        .limit(MOST)
    )
    for event in read(found):
        said: Any = {"title": event.title, "day": day(event.starts_at)}
        words = _("Come to training: %(title)s, %(day)s", **said)
        yield f"course-{event.id}", words
        if not event.trainer_id:
            words = _("Lead the training: %(title)s, %(day)s", **said)
            yield f"course_lead-{event.id}", words
