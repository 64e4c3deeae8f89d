"""The rules of places on tasks: each is claimed, released or seen through by one person at a time."""

from datetime import date
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import update

from board import clock
from board.activity.actions import follow, record
from board.activity.models import Verb
from board.db import db, insert_new
from board.errors import Conflict
from board.policy import Actor, require
from board.tasks.models import HOLDING, Claim, Hold, Task
from board.tasks.queries import STANDS


def claim(task: Task, by: Actor) -> None:
    """Take a place. Raises Conflict when the last one has just gone, the task is over, or one has a place.

    The place is counted by one guarded write, so that of two people pressing at once one gets it;
    the unique hold makes sure that one person pressing twice has one place.
    """
    require(by, "task.claim", task)
    today = clock.today(current_app.config["BOARD"].timezone)
    free = (Task.id == task.id, Task.taken < Task.places, Task.last_day >= today, STANDS)
    if not db.session.execute(update(Task).where(*free).values(taken=Task.taken + 1)).rowcount:  # type: ignore[attr-defined]
        raise Conflict(_why_not(task, today))
    made = _hold(task, by)
    if made is None:
        raise Conflict(_("You have a place on this already."))
    follow(f"task-{task.id}", by)
    topics = [*task.topics, f"person-{by.id}"]
    record(Verb.TASK_CLAIMED, task, part=made, by=by, area_id=task.area_id, topics=topics)


def _hold(task: Task, by: Actor) -> Claim | None:
    """The person's hold on the task, or None when they hold one."""
    values = {"task_id": task.id, "person_id": by.id, "claimed_at": clock.now()}
    return insert_new(Claim, ["task_id", "person_id"], where=HOLDING, **values)


def _why_not(task: Task, today: date) -> Any:
    if task.cancelled_at:
        return _("This was called off, so no more places can be taken.")
    if task.last_day < today:
        return _("This is over, so no more places can be taken.")
    return _("The last place has just been taken. Look at the other tasks: there is work for everyone.")


def release(task: Task, by: Actor, *, note: str = "") -> None:
    """Give one's place back with a note for whoever takes it. Raises Conflict when one holds none."""
    _end(Verb.TASK_RELEASED, task, by, Hold.RELEASED, note, taken=Task.taken - 1)


def complete(task: Task, by: Actor, *, note: str = "") -> None:
    """Say that one's part is done; the place stays taken. Raises Conflict when one holds none."""
    _end(Verb.TASK_COMPLETED, task, by, Hold.DONE, note, done=Task.done + 1)


def _end(verb: Verb, task: Task, by: Actor, state: Hold, note: str, **counts: Any) -> None:
    # The task's row before the claim's, as in claim(): rows are locked in one order everywhere.
    db.session.execute(update(Task).where(Task.id == task.id, Task.taken > 0).values(**counts))
    mine = (Claim.task_id == task.id, Claim.person_id == by.id, Claim.state == Hold.HELD)
    ended = update(Claim).where(*mine).values(state=state, note=note, ended_at=clock.now()).returning(Claim)
    made = db.session.scalar(ended, execution_options={"populate_existing": True})
    if made is None:
        raise Conflict(_("You hold no place on this."))
    topics = [*task.topics, f"person-{by.id}"]
    record(verb, task, part=made, by=by, area_id=task.area_id, topics=topics)
