"""What the job does about claims whose time has come: offers that lapse go to the next
on the waiting list, people who hold open-ended tasks are asked whether they still do
them."""

from sqlalchemy import select

from board import clock
from board.db import db
from board.tasks import queries, verbs
from board.tasks.claim_models import Claim, ClaimState
from board.tasks.claims import check_again, record_claim
from board.tasks.deadlines import ANSWER_WITHIN
from board.tasks.models import Task
from board.tasks.queries import NOT_CANCELLED
from board.tasks.waiting_list import lapse, offer_next

BATCH = 100


def check_due_claims() -> int:
    """Check the claims whose time has come, of a batch of tasks; returns how many those
    were.

    Each task's row is locked and its claims are read again, so that what another
    process has done is not done twice. A checked claim gets a later time or none.
    """
    due = (
        select(Claim.task_id)
        .join(Task, Task.id == Claim.task_id)
        .where(Claim.until <= clock.now(), NOT_CANCELLED, *Task.visible(None))
    )
    due = due.order_by(Claim.until).limit(BATCH)
    return sum(
        _check_task(queries.lock(id)) for id in sorted(set(db.session.scalars(due)))
    )


def _check_task(task: Task) -> int:
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
        if claim.state == ClaimState.HELD and claim.asked_at is None:
            claim.asked_at = clock.now()
            claim.until = clock.now() + ANSWER_WITHIN
            record_claim(verbs.ASKED, task, claim, None)
        # places kept for newcomers have opened to all
        elif claim.state == ClaimState.WAITING:
            check_again(None, Claim.id == claim.id)
            offer_next(task, claim.role_id)
        else:
            lapse(task, claim)
    return len(claims)
