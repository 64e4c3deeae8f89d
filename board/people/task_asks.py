"""Asking somebody to take a place on a task."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, exists, select

from board.db import AnySelect, Rows, read
from board.errors import Conflict
from board.people.places import Askable
from board.policy import Actor
from board.tasks import actions, card_queries
from board.tasks.claim_models import ENDED, Claim
from board.tasks.deadlines import has_begun
from board.tasks.eligibility import off_or_over
from board.tasks.leading import is_led, lead
from board.tasks.models import Shape, Task, TaskRole


def _tasks(numbers: list[int], person: Actor) -> AnySelect:
    return card_queries.select_tasks(person).where(Task.id.in_(numbers))


def _things(numbers: list[int], person: Actor) -> Rows:
    return read(_tasks(numbers, person))


def _to_lead(numbers: list[int], person: Actor) -> Rows:
    return read(_tasks(numbers, person).add_columns(is_led(Task.id).label("is_led")))


def _question(task: Any) -> str:
    return str(_("Would you help with “%(title)s”?", title=task.title))


def _too_late(task: Any) -> str:
    if off_or_over(task) or (task.shape == Shape.SHIFT and has_begun(task)):
        return str(_("This has begun, is over or was called off."))
    return ""


def _has_part(person: Any, task_id: Any) -> ColumnElement[bool]:
    """They hold a place, or wait for one."""
    mine = (Claim.task_id == task_id, Claim.person_id == person)
    return exists().where(*mine, Claim.state.not_in(ENDED))


def _yes(task_id: int, by: Actor) -> None:
    """Take a place, where the task has parts in the first with one; whoever has a place
    or waits for one keeps what they have."""
    if read(select(_has_part(by.id, task_id)))[0][0]:
        return
    parts = select(TaskRole.name, TaskRole.taken, TaskRole.places)
    found = read(parts.where(TaskRole.task_id == task_id).order_by(TaskRole.id))
    free = [part.name for part in found if part.taken < part.places]
    if found and not free:
        raise Conflict(
            _("The last place has just been taken. You can join the waiting list.")
        )
    actions.claim(task_id, by, role=free[0] if free else "")


def _would_lead(task: Any) -> str:
    return str(
        _("Would you lead “%(title)s”, and see that it gets done?", title=task.title)
    )


def _led_or_over(task: Any) -> str:
    if task.is_led:
        return str(_("Somebody leads this already."))
    return _too_late(task)


def _lead(task_id: int, by: Actor) -> None:
    """Take a place for it where one has none."""
    _yes(task_id, by)
    lead(task_id, by)


TASK = Askable("task", _things, _question, _yes, _too_late, _has_part)
TO_LEAD = Askable(
    "task_lead",
    _to_lead,
    _would_lead,
    _lead,
    _led_or_over,
    has_part=lambda person, task: is_led(task, by=person),
    of="task",
)
