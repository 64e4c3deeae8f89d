"""One writer at a time on the whole machine.

SQLite lets those who wait for its file look again and again, each time later, so
whoever has just written overtakes them, and the unlucky wait for seconds. Here they
queue: threads at the lock of their process, processes at two files beside the database.
Whoever holds a file and dies gives it back.
"""

import fcntl
import os
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from board.errors import Busy

LOOK_AGAIN = 0.0005  # seconds between two looks at a file that another process holds
_threads = threading.Lock()


@contextmanager
def turn(database: str, until: float) -> Iterator[None]:
    """Our turn to write to this SQLite file, which ends with the block.

    Raises Busy at `until` on the monotonic clock.

    Only one process at a time waits for the second file, so whoever gives it back comes
    after the one that waits.
    """
    if not _threads.acquire(timeout=max(0.0, until - time.monotonic())):
        raise Busy
    with ExitStack() as locks:
        locks.callback(_threads.release)
        with _locked(f"{database}.next", database, until):
            locks.enter_context(_locked(f"{database}.lock", database, until))
        yield


@contextmanager
def _locked(path: str, database: str, until: float) -> Iterator[None]:
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _give_to_owner(file, database)
        while not _taken(file):
            if time.monotonic() >= until:
                raise Busy
            time.sleep(LOOK_AGAIN)
        yield
    finally:
        os.close(file)


def _taken(file: int) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _give_to_owner(file: int, database: str) -> None:
    """A file that root made by a command must not keep out the server, which runs as
    somebody else."""
    if os.geteuid() == 0 and os.path.exists(database):
        owner = os.stat(database)
        os.fchown(file, owner.st_uid, owner.st_gid)
