"""What the job does about requests whose time has come: those put off are asked again,
those without an answer lapse."""

from sqlalchemy import select

from board import clock
from board.db import read
from board.drawing import today
from board.people import request_actions
from board.people.request_models import Request

BATCH = 100


def check_due_requests() -> int:
    """Do a batch of each; how many those were. Each row is locked and looked at
    again."""
    put_off = select(Request.id).where(Request.later_on <= today())
    unanswered = (Request.answered_at.is_(None), Request.lapses_at <= clock.now())
    lapsing = select(Request.id).where(*unanswered)
    done = 0
    for due, act in (
        (put_off, request_actions.come_back),
        (lapsing, request_actions.lapse),
    ):
        rows = read(due.order_by(Request.id).limit(BATCH))
        done += sum(act(row.id) for row in rows)
    return done
