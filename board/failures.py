"""What failed when the machine or the database raises an error: full, busy, or
away."""

import errno

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection

from board.errors import Away, Busy, Full, NotNow

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
# PostgreSQL's for a full disk; for locks, time, and too many connections
DISK_FULL = "53100"
WAITED = ("55P03", "57014", "40P01", "40001", "53300")


def is_full(error: BaseException | None) -> bool:
    """Whether a disk is full, by an error of this machine, SQLite or PostgreSQL."""
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return True
    return _state(error) == DISK_FULL or "disk is full" in str(error)


def is_busy(error: BaseException | None) -> bool:
    """Whether the database is there, but others keep us waiting."""
    if isinstance(error, NoConnection):
        return True
    return _state(error) in WAITED or "database is locked" in str(error)


def _state(error: BaseException | None) -> str | None:
    """PostgreSQL's code of an error."""
    return getattr(error, "sqlstate", None)


def meant_by(error: SQLAlchemyError) -> NotNow | None:
    """What an error of the database means for people; None where the fault is ours."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    if is_full(cause):
        return Full()
    if is_busy(cause):
        return Busy()
    is_gone = isinstance(error, OperationalError | InterfaceError)
    is_cut_off = isinstance(error, DBAPIError) and error.connection_invalidated
    return Away() if is_gone or is_cut_off else None
