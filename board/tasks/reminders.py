"""What the job does the day before a task: who holds a place is reminded once, and can
confirm it or give it back by the mail."""

from datetime import timedelta

from sqlalchemy import select, update

from board import clock
from board.db import AnyRow, db, read, table_of, write
from board.drawing import today
from board.tasks import verbs
from board.tasks.deadlines import moment_of
from board.tasks.models import Claim, ClaimState, Shape, Task
from board.tasks.queries import NOT_CANCELLED
from board.tasks.waiting_list import record_claim

NOTICE = timedelta(days=1)
BATCH = 100


def remind() -> int:
    """Remind of what is on tomorrow, at most a batch; how many places were looked at.

    Who took one within a day has only just done so, and is not reminded.
    """
    rows = _to_remind()
    for row in rows:
        mine = (Claim.id == row.id, Claim.reminded_at.is_(None))
        statement = update(table_of(Claim)).where(*mine)
        if write(statement.values(reminded_at=clock.now())) and _is_news(row):
            task, claim = db.session.get_one(Task, row.task_id), row
            record_claim(verbs.REMINDED, task, claim, None)
    return len(rows)


def _to_remind() -> list[AnyRow]:
    now = clock.now()
    columns = (Claim.id, Claim.task_id, Claim.person_id, Claim.claimed_at, Claim.state)
    task = (Task.shape, Task.starts_at, Task.due_on, Task.last_day)
    held = (
        Claim.state == ClaimState.HELD,
        Claim.person_id.is_not(None),
        Claim.reminded_at.is_(None),
    )
    soon = (
        Task.shape != Shape.OPEN,
        Task.last_day >= today(),
        Task.last_day <= today() + NOTICE,
        NOT_CANCELLED,
    )
    found = select(*columns, *task).join(Task, Task.id == Claim.task_id)
    rows = read(found.where(*held, *soon).order_by(Claim.id).limit(10 * BATCH))
    return [row for row in rows if (at := moment_of(row)) and at <= now + NOTICE][
        :BATCH
    ]


def _is_news(row: AnyRow) -> bool:
    moment = moment_of(row)
    is_over = moment is None or (row.shape == Shape.SHIFT and moment <= clock.now())
    return not is_over and bool(moment and row.claimed_at <= moment - NOTICE)
