"""How long somebody has to wait after tries that failed, or mails they asked for."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select

from board import clock
from board.accounts.limit_models import FailedSignIn
from board.db import AnyRow, db


def wait_for(account: str, address: str, *, besides: int) -> int:
    """Seconds this try to sign in has to wait: 0, or more after failures besides it.

    Five failures of an account within 15 minutes start a wait that doubles with each
    further one; 25 from an address within 5 minutes close it for the rest of those.
    """
    now = clock.now()
    until = now
    of_account = (FailedSignIn.account == account, FailedSignIn.id != besides)
    failures, _first, last = _tries(of_account, now - timedelta(minutes=15))
    if failures >= 5:
        seconds = min(900, 15 * 2 ** (failures - 5))
        until = last + timedelta(seconds=seconds)
    of_address = (FailedSignIn.address == address, FailedSignIn.id != besides)
    tries, first, _last = _tries(of_address, now - timedelta(minutes=5))
    if tries >= 25:
        until = max(until, first + timedelta(minutes=5))
    return max(0, int((until - now).total_seconds()))


def _tries(which: tuple[ColumnElement[bool], ...], since: datetime) -> AnyRow:
    """(how many, the first, the last) of the tries since an instant."""
    statement = select(
        func.count(),
        func.min(FailedSignIn.at),
        func.max(FailedSignIn.at),
    ).where(*which, FailedSignIn.at > since)
    return db.session.execute(statement).one()


def wait_for_mail(mailbox: str, address: str, *, besides: int, times: int = 1) -> int:
    """Seconds this wish for a mail has to wait: 5 an hour go to one mailbox, 20 an hour
    are asked from one network, or so many times as many."""
    now = clock.now()
    hour = timedelta(hours=1)
    until = now
    to_mailbox = (FailedSignIn.account == mailbox, FailedSignIn.id != besides)
    from_network = (FailedSignIn.address == address, FailedSignIn.id != besides)
    for which, most in ((to_mailbox, 5), (from_network, 20 * times)):
        count, first, _last = _tries(which, now - hour)
        if count >= most:
            until = max(until, first + hour)
    return int((until - now).total_seconds())
