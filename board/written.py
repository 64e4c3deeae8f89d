"""What was read before, for as long as nobody has written since.

SQLite tells a connection in microseconds whether another has committed. PostgreSQL has
nothing of the kind: there everything is read anew.
"""

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from flask import Flask, current_app, g, has_request_context, request

from board.db.engine import own_connection

T = TypeVar("T")


class Commits:
    """Counts the commits to the file, by any process: its connection never writes, so
    it hears of them all."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection: Any = None
        self._opened = 0  # times: each connection counts from its own beginning

    def count(self) -> tuple[int, int] | None:
        """Something else after each commit.

        None while the file can't be read; whoever reads it says why.
        """
        with self._lock:
            try:
                if self._connection is None:
                    self._connection = own_connection(wait=0)
                    self._opened += 1
                found = self._connection.execute("PRAGMA data_version").fetchall()
                return self._opened, found[0][0]
            except Exception:  # whatever the driver's errors are called
                self._connection = None
                return None

    def close(self) -> None:
        """Give the connection up: before a fork, which none survives."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None


def until_written(read: Callable[..., T], *values: Hashable) -> T:
    """What a query of any rows gives, cached until something is written.

    It must not depend on the time.

    Only for pages one reads: an answer to a change reads what it has just written.
    """
    count = _count() if has_request_context() and request.method == "GET" else None
    if count is None:
        return read(*values)
    found: T = current_app.extensions["cached"](("written", count), read, values)
    return found


def _count() -> tuple[int, int] | None:
    # asked before the first row is read, so that what is cached is never older than it
    # says
    if "commits" not in g:
        g.commits = None
        if current_app.config["BOARD"].is_sqlite:
            g.commits = current_app.extensions["commits"].count()
    count: tuple[int, int] | None = g.commits
    return count


def init_app(app: Flask) -> None:
    """Nothing is counted before it is asked for."""
    app.extensions["commits"] = Commits()
