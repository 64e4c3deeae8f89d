"""Mails about tasks that people have to hear of in time: a place is offered, somebody
on it wrote."""

from typing import Any

from sqlalchemy import literal, select

from board.accounts.models import Person
from board.accounts.recipient_queries import recipients
from board.activity.models import Line
from board.activity.verbs import Letter, named
from board.db import read
from board.drawing import exact, full
from board.mail.actions import queue_each
from board.tasks import verbs
from board.tasks.models import Claim, Task, TaskComment
from board.tasks.reasons import ON_IT


def mail_out(lines: list[Line]) -> None:
    """Mail each offer to the next on the waiting list, and each line to those who are
    on the task."""
    for line in lines:
        letter = named(line.verb).letter
        if letter and letter.by_feature == "tasks":
            send = _offer if line.verb == verbs.OFFERED else _tell
            send(line, letter)


def _address(line: Line) -> str:
    return full(f"/tasks/{line.subject_id}")


def _offer(line: Line, letter: Letter) -> None:
    columns = (
        Task.title,
        Task.place,
        Task.shape,
        Task.starts_at,
        Task.ends_at,
        Task.due_on,
        Claim.until,
    )
    task = read(
        select(*columns)
        .join(Claim, Claim.task_id == Task.id)
        .where(Claim.id == line.part_id)
    )[0]
    them = select(literal(f"line-{line.id}"), Person.email).join(
        Claim, Claim.person_id == Person.id
    )
    them = them.where(Claim.id == line.part_id, Person.email != "")
    queue_each(
        them,
        "offer",
        words=letter.words(line, task.title),
        task=task,
        until=exact(task.until),
        url=_address(line),
    )


def _tell(line: Line, letter: Letter) -> None:
    written = (
        select(Task.title, TaskComment.body, Person.name)
        .join(TaskComment, TaskComment.task_id == Task.id)
        .join(Person, Person.id == TaskComment.author_id)
        .where(TaskComment.id == line.part_id)
    )
    comment = read(written)[0]
    given_line = {"subject": line.subject_id, "area": line.area_id}
    on_it = ON_IT.with_only_columns(Person.id).params(**given_line, actor=line.actor_id)
    them = recipients(line, on_it)
    given: dict[str, Any] = {"comment": comment, "url": _address(line)}
    queue_each(them, "task_comment", words=letter.words(line, comment.title), **given)
