"""How long somebody has to wait after tries that failed, or mails they asked for."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select

from board import clock
from board.accounts.limit_models import FailedSignIn
from board.db import db


class Tries(NamedTuple):
    """How many, and when the first and the last was."""

    number: int
    first: datetime
    last: datetime


def wait_for(account: str, address: str, *, besides: int) -> int:
    """Seconds this try to sign in has to wait: 0, or more after failures besides it.

    Five failures of an account within 15 minutes start a wait that doubles with each
    further one; 25 from an address within 5 minutes close it for the rest of those.
    """
    now = clock.now()
    until = now
    quarter = timedelta(minutes=15)
    failed = _tries(FailedSignIn.account == account, now - quarter, besides)
    if failed.number >= 5:
        seconds = min(900, 15 * 2 ** (failed.number - 5))
        until = failed.last + timedelta(seconds=seconds)
    window = timedelta(minutes=5)
    near = _tries(FailedSignIn.address == address, now - window, besides)
    if near.number >= 25:
        until = max(until, near.first + window)
    return max(0, int((until - now).total_seconds()))


def _tries(whose: ColumnElement[bool], since: datetime, besides: int) -> Tries:
    """Those of an account, mailbox or network since an instant, but for one."""
    statement = select(
        func.count(),
        func.min(FailedSignIn.at),
        func.max(FailedSignIn.at),
    )
    others = (whose, FailedSignIn.id != besides, FailedSignIn.at > since)
    return Tries(*db.session.execute(statement.where(*others)).one())


def wait_for_mail(mailbox: str, address: str, *, besides: int, times: int = 1) -> int:
    """Seconds this wish for a mail has to wait: 5 an hour go to one mailbox, 20 an hour
    are asked from one network, or so many times as many."""
    now = clock.now()
    hour = timedelta(hours=1)
    until = now
    limits = (
        (FailedSignIn.account == mailbox, 5),
        (FailedSignIn.address == address, 20 * times),
    )
    for whose, most in limits:
        asked = _tries(whose, now - hour, besides)
        if asked.number >= most:
            until = max(until, asked.first + hour)
    return int((until - now).total_seconds())
