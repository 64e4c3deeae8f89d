"""Numbers that are stored beside the rows they count, compared with the rows."""

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    ScalarSelect,
    and_,
    func,
    literal,
    or_,
    select,
    union_all,
)

from board.campaigns.people_asking import count_people
from board.campaigns.people_models import Asked
from board.db import Model, read, table_of
from board.events.models import COUNTED, Attendance, Event
from board.issues.models import Comment, Issue, Second, State
from board.issues.thread_queries import is_reason
from board.tasks.claim_models import FINISHED, TAKING, Claim, ClaimState
from board.tasks.models import Task, TaskRole

MOST_NAMED = 20  # rows of one kind of fault


class Fault(NamedTuple):
    """Rows of which something is wrong, and the words for it."""

    model: type[Model]
    wrong: ColumnElement[bool]
    sentence: str


def untrue_numbers() -> Iterator[str]:
    """A sentence for each row whose number is not that of the rows it counts, or which
    breaks what no constraint can hold."""
    for row in read(_wrong_rows()):
        fault = _faults()[row.fault]
        yield f"{fault.model.__name__} {row.id}: {fault.sentence}."
    yield from _wrong_campaigns()


@cache
def _faults() -> list[Fault]:
    return [*_task_faults(), *_event_faults(), *_issue_faults()]


@cache
def _wrong_rows() -> CompoundSelect[Any]:
    """The rows of which something is wrong, each with the place of its fault: all are
    asked for at once."""
    questions = []
    for place, fault in enumerate(_faults()):
        wrong = select(literal(place).label("fault"), table_of(fault.model).c.id)
        limited = wrong.where(fault.wrong).limit(MOST_NAMED).subquery()
        questions.append(select(limited))
    return union_all(*questions)


def _rows(model: type[Model], *where: ColumnElement[bool]) -> ScalarSelect[Any]:
    """How many rows of a table belong to the one outside."""
    return select(func.count()).select_from(model).where(*where).scalar_subquery()


def _task_faults() -> list[Fault]:
    of_task = Claim.task_id == Task.id
    takes = Claim.state.in_(TAKING)
    taken = _rows(Claim, of_task, takes)
    newcomers = _rows(Claim, of_task, takes, Claim.newcomer.is_(True))
    waiting = _rows(Claim, of_task, Claim.state == ClaimState.WAITING)
    done = _rows(Claim, of_task, Claim.state.in_(FINISHED))
    in_role = _rows(Claim, Claim.role_id == TaskRole.id, takes)
    in_roles = (
        select(func.sum(TaskRole.places))
        .where(TaskRole.task_id == Task.id)
        .scalar_subquery()
    )
    not_those_held = "the places taken are not those people hold"
    return [
        Fault(Task, Task.taken != taken, not_those_held),
        Fault(
            Task, Task.places < taken, "more people hold a place than there are places"
        ),
        Fault(
            Task,
            Task.newcomers != newcomers,
            "the places newcomers have are not those it counts",
        ),
        Fault(Task, Task.waiting != waiting, "the line is not as long as it says"),
        Fault(
            Task,
            Task.places != in_roles,
            "its places are not those of its roles together",
        ),
        Fault(TaskRole, TaskRole.taken != in_role, not_those_held),
        Fault(Task, Task.done != done, "the parts done are not those people have done"),
    ]


def _event_faults() -> list[Fault]:
    going, waiting = (
        _rows(Attendance, Attendance.event_id == Event.id, Attendance.state == state)
        for state in COUNTED
    )
    wrong = or_(Event.going != going, Event.waiting != waiting)
    return [Fault(Event, wrong, "the numbers of its list are wrong")]


def _issue_faults() -> list[Fault]:
    seconds = _rows(Second, Second.issue_id == Issue.id)
    comments = _rows(
        Comment,
        Comment.issue_id == Issue.id,
        ~is_reason(),
        Comment.removed_at.is_(None),
        Comment.hidden_at.is_(None),
    )
    is_repeat = Issue.state == State.DUPLICATE
    names_another = Issue.duplicate_of_id.is_not(None)
    return [
        Fault(
            Issue,
            Issue.second_count != seconds,
            "the number of those who second it is wrong",
        ),
        Fault(
            Issue,
            Issue.comment_count != comments,
            "the number of its comments is wrong",
        ),
        Fault(
            Issue,
            or_(and_(is_repeat, ~names_another), and_(~is_repeat, names_another)),
            "it repeats another without saying which, or says which without "
            "repeating it",
        ),
    ]


def _wrong_campaigns() -> Iterator[str]:
    for asked in read(select(Asked.campaign_id, Asked.people)):
        (counted,) = read(select(count_people(asked.campaign_id).label("people")))
        if counted.people != asked.people:
            yield (
                f"Campaign {asked.campaign_id}: the number who asked for it is wrong."
            )
