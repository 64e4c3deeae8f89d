"""What becomes of claims: finding, counting, ending and recording one.

Whoever calls this has locked the task's row (queries.lock).
"""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, TextClause, and_, select, update

from board import clock
from board.activity.actions import record
from board.activity.verbs import Verb
from board.db import db
from board.errors import Conflict
from board.policy import Actor, organises
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.models import Task, TaskRole, topics_of

FRESH = {"populate_existing": True}


def check_again(at: datetime | None, *where: ColumnElement[bool]) -> None:
    """Set when the job checks these waiting claims again; never, for None."""
    note(*where, until=at)


def note(*where: ColumnElement[bool] | TextClause, **values: Any) -> bool:
    """Note on claims what jobs have to know, and whether there were any such.

    Nobody sees this, so nothing is recorded.
    """
    options = {"may_do_nothing": True}
    change = update(Claim).where(*where).values(**values)
    done = db.session.execute(change, execution_options=options)
    return bool(done.rowcount)  # type: ignore[attr-defined]


def count_place(task: Task, role: TaskRole | None, claim: Claim, step: int) -> None:
    """Count a place as taken (1) or given back (-1)."""
    task.taken += step
    task.newcomers += step * claim.newcomer
    if role is not None:
        role.taken += step


def end_claim(task: Task, claim: Claim, state: ClaimState, *, note: str = "") -> None:
    """End a claim; its place, or its turn on the waiting list, no longer counts."""
    if claim.state == ClaimState.WAITING:
        task.waiting -= 1
    else:
        role = (
            db.session.get_one(TaskRole, claim.role_id, populate_existing=True)
            if claim.role_id
            else None
        )
        count_place(task, role, claim, -1)
    claim.state = state
    claim.note = note
    claim.ended_at = clock.now()
    claim.until = None


def claim_of(
    task: Task,
    by: Actor,
    claim: int,
    states: tuple[ClaimState, ...],
    otherwise: str = "",
) -> Claim:
    """The person's own claim in one of these states, or the one of this number that an
    organiser wrote in by name.

    Raises Conflict where there is none.
    """
    named = (
        and_(Claim.id == claim, Claim.person_id.is_(None))
        if claim and organises(by, task)
        else None
    )
    mine = Claim.person_id == by.id if named is None else named
    found = select(Claim).where(Claim.task_id == task.id, Claim.state.in_(states), mine)
    own = db.session.scalar(found, execution_options=FRESH)
    if own is None:
        raise Conflict(otherwise or _("You hold no place on this."))
    return own


def record_claim(
    verb: Verb, task: Any, claim: Any, by: Actor | None, **facts: Any
) -> None:
    """Record what became of a claim on a task (an entity, or a row), also under its
    person's own topic."""
    topics = [
        *topics_of(task),
        *([f"person-{claim.person_id}"] if claim.person_id else []),
    ]
    record(verb, task, kind="task", part=claim, by=by, topics=topics, **facts)
