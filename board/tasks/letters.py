"""Mails about tasks that people have to hear of in time: a place is theirs or offered,
it is soon."""

from datetime import date
from typing import Any

from flask_babel import LazyString
from sqlalchemy import literal, select

from board.accounts.models import Person
from board.activity.models import Line
from board.activity.verbs import Letter, named
from board.areas.queries import organisers
from board.confirm.answers import links
from board.db import AnyRow, read
from board.drawing import exact, full, listed
from board.mail.actions import queue_each
from board.tasks import verbs
from board.tasks.claim_models import Claim
from board.tasks.models import Shape, Task

OFFERED = ("accept", "give_back")
SOON = ("coming", "give_back")
COLUMNS = (
    Task.id,
    Task.title,
    Task.place,
    Task.shape,
    Task.area_id,
    Task.starts_at,
    Task.ends_at,
    Task.due_on,
    Task.last_day,
    Claim.until,
    Claim.person_id,
)


def mail_out(lines: list[Line]) -> None:
    """Mail each offer to the next on the waiting list, and each reminder."""
    for line in lines:
        letter = named(line.verb).letter
        if letter and letter.by_feature == "tasks":
            _mail_line(line, letter)


def mail_taken(claim_id: int) -> None:
    """Mail who took a place what they have taken on, and how to give it back."""
    task = _place(claim_id)
    # No line of the log tells of it: its number is below all of those.
    about = (task.person_id, task.id, -claim_id)
    ((_label, url),) = links(("give_back",), *about, until=_last_day(task))
    given = {"task": task, "waits": False, "url": url}
    given["organisers"] = who_organises(task.area_id)
    _mail_holder(claim_id, f"place-{claim_id}", "claimed", **given)


def who_organises(area_id: int) -> LazyString:
    """The names of an area's organisers, as its page shows them, in the language of the
    mail."""
    return LazyString(listed, [row.name for row in organisers(area_id)])


def _mail_line(line: Line, letter: Letter) -> None:
    task = _place(line.part_id or 0)
    is_offer = line.verb == verbs.OFFERED
    names = OFFERED if is_offer else SOON
    _mail_holder(
        line.part_id or 0,
        f"line-{line.id}",
        "offer" if is_offer else "remind",
        words=LazyString(letter.words, line, task.title),
        task=task,
        is_today=bool(line.facts.get("today")),
        until=LazyString(exact, task.until) if is_offer else "",
        url=full(f"/tasks/{line.subject_id}"),
        answers=links(names, task.person_id, line.subject_id, line.id),
    )


def _last_day(task: AnyRow) -> date:
    """On which one may still have to give a place back by the mail."""
    return date.min if task.shape == Shape.OPEN else task.last_day


def _place(claim_id: int) -> AnyRow:
    """The task of a claim, and what is its holder's."""
    found = select(*COLUMNS).join(Claim, Claim.task_id == Task.id)
    return read(found.where(Claim.id == claim_id))[0]


def _mail_holder(claim_id: int, key: str, template: str, **given: Any) -> None:
    theirs = (Claim.id == claim_id, Person.email != "")
    them = select(literal(key), Person.email)
    them = them.join(Claim, Claim.person_id == Person.id).where(*theirs)
    queue_each(them, template, **given)
