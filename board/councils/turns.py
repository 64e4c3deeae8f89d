"""Whose turn it is: which post is next on its way to a council, and that only one
process is at it."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Update, exists, or_, select, update

from board import clock
from board.accounts.models import Person
from board.councils.models import Council, CouncilSending, Stage
from board.db import AnyRow, AnySelect, db, write, write_tx
from board.issues.models import LIVE, Issue
from board.jobs.asking import take

LEASE = timedelta(minutes=5)  # longer than asking them once takes
ROW = tuple(CouncilSending.__table__.columns)


def take_next() -> tuple[AnyRow, Council] | None:
    """The post that waits longest, as it was, and where it goes: ours for a while,
    nobody else's."""
    now = clock.now()
    with write_tx():
        _free_left_ones(now)
        row = take(_due(now), lambda row: _taken(row, now))
        return row and (row, db.session.get_one(Council, row.council_id))


def _free_left_ones(now: datetime) -> None:
    """Whoever died in the middle of a try may have sent it."""
    over = (CouncilSending.stage == Stage.SENDING, CouncilSending.leased_until < now)
    look = {"stage": Stage.LOOKING, "tries": 0, "next_at": now}
    write(update(CouncilSending).where(*over).values(look))


def _due(now: datetime) -> AnySelect:
    """What is to be sent is public, open, and of somebody who is still here."""
    is_looked_for = CouncilSending.stage.in_((Stage.LOOKING, Stage.TOKEN))
    is_sent = (CouncilSending.stage == Stage.WAITING) & _may_go() & _is_here()
    return (
        select(*ROW)
        .where(CouncilSending.next_at <= now, or_(is_looked_for, is_sent))
        .where(CouncilSending.council_id.is_not(None))
        .order_by(CouncilSending.next_at)
    )


def _may_go() -> Any:
    its = Issue.id == CouncilSending.issue_id
    return exists().where(its, Issue.state.in_(LIVE), *Issue.visible(None))


def _is_here() -> Any:
    its = Person.id == CouncilSending.by_id
    return exists().where(its, Person.erased_at.is_(None))


def _taken(row: AnyRow, now: datetime) -> Update:
    """A try is noted before it begins: whoever dies in it may have sent it."""
    taken: dict[str, Any] = {"tries": row.tries + 1, "next_at": now + LEASE}
    if row.stage == Stage.WAITING:
        taken |= {"stage": Stage.SENDING, "tried_at": now}
        taken |= {"leased_until": now + LEASE, "next_at": None}
    same = (CouncilSending.stage == row.stage, CouncilSending.tries == row.tries)
    its = CouncilSending.issue_id == row.issue_id
    return update(CouncilSending).where(its, *same).values(taken)
