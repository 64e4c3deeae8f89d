"""Counting tries that fail."""

from datetime import timedelta

from sqlalchemy import delete

from board import clock
from board.accounts.limit_models import FailedSignIn
from board.db import db


def note_try(account: str, address: str) -> int:
    """Count a try as failed before its password is looked at, so that many at once are
    many; forget those of a day ago.

    Returns its number, by which forget_try() takes it back.
    """
    tried = FailedSignIn(account=account, address=address)
    db.session.add(tried)
    db.session.execute(
        delete(FailedSignIn).where(FailedSignIn.at < clock.now() - timedelta(days=1))
    )
    db.session.flush()
    return tried.id


def forget_try(number: int) -> None:
    """The password was right, or was not looked at."""
    db.session.execute(delete(FailedSignIn).where(FailedSignIn.id == number))
