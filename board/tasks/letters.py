"""Mails about tasks that people have to hear of in time: a place is offered, it is
soon."""

from sqlalchemy import literal, select

from board.accounts.models import Person
from board.activity.models import Line
from board.activity.verbs import Letter, named
from board.confirm.answers import links
from board.db import read
from board.drawing import exact, full
from board.mail.actions import queue_each
from board.tasks import verbs
from board.tasks.models import Claim, Task

OFFERED, SOON = ("accept", "give_back"), ("coming", "give_back")


def mail_out(lines: list[Line]) -> None:
    """Mail each offer to the next on the waiting list, and each reminder."""
    for line in lines:
        letter = named(line.verb).letter
        if letter and letter.by_feature == "tasks":
            _mail_holder(line, letter)


def _address(line: Line) -> str:
    return full(f"/tasks/{line.subject_id}")


def _mail_holder(line: Line, letter: Letter) -> None:
    columns = (
        Task.title,
        Task.place,
        Task.shape,
        Task.starts_at,
        Task.ends_at,
        Task.due_on,
        Claim.until,
        Claim.person_id,
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
    is_offer = line.verb == verbs.OFFERED
    queue_each(
        them,
        "offer" if is_offer else "remind",
        words=letter.words(line, task.title),
        task=task,
        until=exact(task.until) if is_offer else "",
        url=_address(line),
        answers=links(
            OFFERED if is_offer else SOON, task.person_id, line.subject_id, line.id
        ),
    )
