"""The newest id of the log, read in microseconds on a connection of its own."""

from typing import Any

from flask import Flask

from board.db.engine import own_connection


class LogReader:
    """Belongs to one thread.

    Opens its connection when first asked, and anew after an error.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._connection: Any = None

    def newest(self) -> int:
        """The id of the newest line whose transaction is committed; raises the driver's
        errors."""
        connection = self._connection or self._open()
        try:
            row = connection.execute("SELECT max(id) FROM activity").fetchone()
        except Exception:
            self.close()
            raise
        return row[0] or 0

    def _open(self) -> Any:
        with self._app.app_context():
            self._connection = own_connection(wait=100)  # the event loop may be waiting
        return self._connection

    def close(self) -> None:
        """Give the connection up."""
        connection = self._connection
        self._connection = None
        if connection is not None:
            connection.close()
