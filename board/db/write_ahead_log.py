"""SQLite's write-ahead log, which holds copies of what was written until it is
emptied."""

import time

from board.db import engine
from board.db.tables import db
from board.db.transactions import queue_for

PATIENCE = 0.2  # seconds the job waits for readers; longer than a page takes


def sweep(patience: float = 0.0) -> None:
    """After a text was erased: on SQLite empty the log into the file, so that no copy
    is left in it.

    Whoever reads the log is waited for so many seconds; after that it stays until
    sweep_again() comes.
    """
    if db.engine.dialect.name != "sqlite":
        return
    connection = db.engine.raw_connection()
    wait = int(1000 * patience)
    try:
        for pragma in (
            f"busy_timeout={wait}",
            "wal_checkpoint(TRUNCATE)",
            "busy_timeout=5000",
        ):
            connection.cursor().execute(f"PRAGMA {pragma}").fetchall()
    finally:
        connection.info.pop("wait", None)  # the engine sets it anew (engine.py)
        connection.close()


def sweep_again() -> int:
    """The job behind sweep(): empty the log in each round, in case somebody was reading
    it when a text was erased.

    It asks for its turn as writers do, since they wait while it waits for readers.
    Raises Busy.
    """
    with queue_for(db.engine, time.monotonic() + engine.WAIT):
        sweep(PATIENCE)
    return 0
