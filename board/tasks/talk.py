"""What those who are on a task say to each other: key is with Bev, I am late."""

from typing import Any

from sqlalchemy import and_, or_, select

from board import clock
from board.accounts.models import Person
from board.activity.actions import record
from board.areas.models import organises_here
from board.db import Rows, check_open, insert_row_once, read
from board.policy import Actor, allowed, require
from board.tasks import verbs
from board.tasks.talk_models import TaskComment

SAID = (TaskComment.id, TaskComment.body, TaskComment.at, TaskComment.hidden_for)
MOST = 50  # the newest; older ones have done their work


def say(task: Any, by: Actor, *, body: str, once: str | None = None) -> None:
    """Say something to the others on the task (a row of card()); they hear of it."""
    require(by, "task.talk", task)
    check_open(task)
    made, is_new = insert_row_once(
        TaskComment,
        task_id=task.id,
        author_id=by.id,
        body=body,
        at=clock.now(),
        once=once,
    )
    if is_new:
        # under no topic of the task: others listen to those
        topics = [f"task-{task.id}-talk"]
        record(verbs.COMMENTED, task, kind="task", part=made, by=by, topics=topics)


def said(task: Any, reader: Actor) -> Rows:
    """The newest lines of a task (a row of card()), the oldest of them first, for
    somebody on it: until they are let into the area the organisers' words and their
    own."""
    newest = (
        select(*SAID, Person.name)
        .join(Person, Person.id == TaskComment.author_id)
        .where(TaskComment.task_id == task.id)
        .where(or_(and_(*TaskComment.visible(None)), TaskComment.hidden_for != ""))
        .order_by(TaskComment.id.desc())
        .limit(MOST)
    )
    if not allowed(reader, "task.names", task):
        by_organisers = or_(Person.is_operator, organises_here(Person.id, task.area_id))
        newest = newest.where(or_(by_organisers, Person.id == reader.id))
    return read(newest)[::-1]
