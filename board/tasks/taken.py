"""The mail to who took a place: when, where and who organises, with the way to give it
back. Whoever sends mails writes it, so that no request waits for it."""

from sqlalchemy import or_, select

from board import clock
from board.db import read
from board.tasks.claim_models import NEW, Claim, ClaimState
from board.tasks.claims import note
from board.tasks.letters import mail_taken
from board.tasks.models import Task
from board.tasks.queries import NOT_CANCELLED

TO_TELL = select(Claim.id).where(NEW).order_by(Claim.id).limit(1)


def is_anybody_to_tell() -> bool:
    """Whether somebody took a place and has no mail yet that says so."""
    return bool(read(TO_TELL))


def tell_next() -> None:
    """Write to the next of them, once; nothing about what was given back, called off
    or hidden meanwhile, or has begun."""
    for row in read(TO_TELL):
        if note(Claim.id == row.id, NEW, to_tell=False) and _is_on(row.id):
            mail_taken(row.id)


def _is_on(claim_id: int) -> bool:
    is_to_come = or_(Task.starts_at.is_(None), Task.starts_at > clock.now())
    held = (Claim.id == claim_id, Claim.state == ClaimState.HELD)
    found = select(Claim.id).join(Task, Task.id == Claim.task_id)
    there = (NOT_CANCELLED, *Task.visible(None), is_to_come)
    return bool(read(found.where(*held, *there)))
