"""Numbers that are stored beside the rows they count, compared with the rows."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    ScalarSelect,
    and_,
    func,
    literal,
    or_,
    select,
    union_all,
    update,
)

from board.campaigns.people_asking import count_people
from board.campaigns.people_models import Asked
from board.db import Model, read, table_of
from board.events.models import COUNTED, Attendance, Event
from board.issues.models import Comment, Issue, Second, State
from board.issues.thread_queries import is_reason
from board.talent.deed_queries import untrue
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
    for row in untrue():
        yield (
            f"Person {row.person_id}: what they did in area {row.area_id} "
            f"({row.kind}) is not counted as the log has it."
        )


@cache
def _faults() -> list[Fault]:
    return [*_count_faults(), *_task_faults(), *_issue_faults()]


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


def _counted() -> dict[Any, tuple[ScalarSelect[Any], str]]:
    """By column that stores a number: what it counts, and what is wrong where the two
    differ."""
    of_task = Claim.task_id == Task.id
    takes = Claim.state.in_(TAKING)
    new = Claim.newcomer.is_(True)
    waits = Claim.state == ClaimState.WAITING
    finished = Claim.state.in_(FINISHED)
    going, waiting = (
        _rows(Attendance, Attendance.event_id == Event.id, Attendance.state == state)
        for state in COUNTED
    )
    comments = _rows(
        Comment,
        Comment.issue_id == Issue.id,
        ~is_reason(),
        Comment.removed_at.is_(None),
        Comment.hidden_at.is_(None),
    )
    not_those_held = "the places taken are not those people hold"
    list_is_wrong = "the numbers of its list are wrong"
    return {
        Task.taken: (_rows(Claim, of_task, takes), not_those_held),
        Task.newcomers: (
            _rows(Claim, of_task, takes, new),
            "the places newcomers have are not those it counts",
        ),
        Task.waiting: (
            _rows(Claim, of_task, waits),
            "the line is not as long as it says",
        ),
        Task.done: (
            _rows(Claim, of_task, finished),
            "the parts done are not those people have done",
        ),
        TaskRole.taken: (
            _rows(Claim, Claim.role_id == TaskRole.id, takes),
            not_those_held,
        ),
        Event.going: (going, list_is_wrong),
        Event.waiting: (waiting, list_is_wrong),
        Issue.second_count: (
            _rows(Second, Second.issue_id == Issue.id),
            "the number of those who second it is wrong",
        ),
        Issue.comment_count: (comments, "the number of its comments is wrong"),
    }


def _count_faults() -> list[Fault]:
    return [
        Fault(column.class_, column != counted, words)
        for column, (counted, words) in _counted().items()
    ]


def count_anew(connection: Connection) -> None:
    """Store what is counted now, where rows came without some that were counted."""
    numbers: dict[type[Model], dict[str, Any]] = defaultdict(dict)
    for column, (counted, _words) in _counted().items():
        numbers[column.class_][column.key] = counted
    for model, values in numbers.items():
        connection.execute(update(table_of(model)).values(values))
    asked = select(Asked.campaign_id)
    for (campaign_id,) in connection.execute(asked).all():
        people = count_people(campaign_id)
        connection.execute(
            update(table_of(Asked))
            .where(Asked.campaign_id == campaign_id)
            .values(people=people)
        )


def _task_faults() -> list[Fault]:
    held = _rows(Claim, Claim.task_id == Task.id, Claim.state.in_(TAKING))
    in_roles = (
        select(func.sum(TaskRole.places))
        .where(TaskRole.task_id == Task.id)
        .scalar_subquery()
    )
    return [
        Fault(
            Task, Task.places < held, "more people hold a place than there are places"
        ),
        Fault(
            Task,
            Task.places != in_roles,
            "its places are not those of its roles together",
        ),
    ]


def _issue_faults() -> list[Fault]:
    is_repeat = Issue.state == State.DUPLICATE
    names_another = Issue.duplicate_of_id.is_not(None)
    return [
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
