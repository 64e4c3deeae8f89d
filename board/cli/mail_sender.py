"""The thread by which `board serve` sends mails by itself."""

import logging
import threading
import time

from flask import Flask

from board.cli.send_mail import PAUSE, send_due, settings_to_send_by
from board.config import Settings
from board.jobs.apart import Apart
from board.mail import queries

log = logging.getLogger("board")


class Sender(threading.Thread):
    """Sends what is due, whatever happens; one in each worker, and the lease keeps them
    apart."""

    def __init__(self, app: Flask) -> None:
        super().__init__(name="mail", daemon=True)
        self.app = app
        self.apart = Apart(app.config["BOARD"])

    def run(self) -> None:
        """Look, wait, look again."""
        settings: Settings | None = None
        while True:
            try:
                with self.app.app_context():
                    settings = settings or settings_to_send_by()
                    self._send(settings)
            except Exception:
                log.exception("mail: could not send, trying again")
            time.sleep(PAUSE)

    def _send(self, settings: Settings) -> None:
        """Send what is due, but leave the many mails of an evening to another process
        where that may be."""
        apart = self.apart.is_allowed
        send_due(settings, evenings=not apart)
        if apart and queries.anything_due(evening=True):
            self.apart.begin("send-mail")

    def stop(self) -> None:
        """End the other process; this thread ends with its own."""
        self.apart.end()
