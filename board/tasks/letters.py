"""The mail to whom a place is offered: they have to hear of it before its time is
over."""

from flask import current_app
from sqlalchemy import literal, select

from board.accounts.models import Person
from board.activity.models import Line
from board.activity.verbs import Letter, named
from board.db import read
from board.drawing import exact
from board.mail.actions import queue_each
from board.tasks.models import Claim, Task


def mail_offers(lines: list[Line]) -> None:
    """Mail each offer to the next on the waiting list."""
    for line in lines:
        letter = named(line.verb).letter
        if letter and line.subject_kind == "task":
            _offer(line, letter)


def _offer(line: Line, letter: Letter) -> None:
    columns = (
        Task.title,
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
    base = current_app.config["BOARD"].base_url.rstrip("/")
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
        url=f"{base}/tasks/{line.subject_id}",
    )
