"""What the jobs do about claims: offers that lapse go to the next in line, who holds
undated work is asked."""

from sqlalchemy import select

from board import clock
from board.db import db
from board.tasks import queries, verbs
from board.tasks.line import hand_on, lapse, look_again, tell
from board.tasks.models import Claim, Hold, Task
from board.tasks.queries import STANDS
from board.tasks.terms import ANSWER_WITHIN

BATCH = 100


def look_at_claims() -> int:
    """Look at claims whose time has come, of a batch of tasks; gives how many those
    were.

    Each task's row is held and its claims read again, so that what another process has
    done is not done twice. What was looked at gets a later time or none.
    """
    due = (
        select(Claim.task_id)
        .join(Task, Task.id == Claim.task_id)
        .where(Claim.until <= clock.now(), STANDS)
    )
    due = due.order_by(Claim.until).limit(BATCH)
    return sum(_look(queries.get(id)) for id in sorted(set(db.session.scalars(due))))


def _look(task: Task) -> int:
    due = (
        select(Claim)
        .where(Claim.task_id == task.id, Claim.until <= clock.now())
        .order_by(Claim.id)
    )
    claims = db.session.scalars(
        due, execution_options={"populate_existing": True}
    ).all()
    for claim in claims:
        if claim.until is None or claim.until > clock.now():
            continue  # offered a place since, as another of these gave one back
        if claim.state == Hold.HELD and claim.asked_at is None:
            claim.asked_at, claim.until = clock.now(), clock.now() + ANSWER_WITHIN
            tell(verbs.ASKED, task, claim, None)
        # places kept for newcomers have opened to all
        elif claim.state == Hold.WAITING:
            look_again(None, Claim.id == claim.id)
            hand_on(task, claim.role_id)
        else:
            lapse(task, claim)
    return len(claims)
