"""What can keep a processor busy for minutes, in a process of its own."""

import os
import subprocess
import sys

from board.config import Settings
from board.db.engine import safe_with_processes

PATIENT = 10  # niceness: it gets little of what pages want of the machine


class Apart:
    """Has a process of its own do something, one at a time, and patiently: in a process
    that serves pages each of them would wait for it, since Python does one thing at a
    time.

    When its server dies it goes on to its end; what it does may be done twice at once.
    """

    def __init__(self, settings: Settings) -> None:
        # not where a second process could corrupt the database
        self.is_allowed = not settings.is_sqlite or safe_with_processes()
        self.begun: subprocess.Popen[bytes] | None = None

    def begin(self, *words: str) -> None:
        """Begin a word of the `board` command, unless the last one still goes on."""
        if self.begun is not None and self.begun.poll() is None:
            return
        program = [sys.executable, "-m", "board", *words]
        self.begun = subprocess.Popen(  # noqa: S603  words of our own
            program, stdout=subprocess.DEVNULL
        )
        os.setpriority(os.PRIO_PROCESS, self.begun.pid, PATIENT)

    def end(self) -> None:
        """Stop it: what it was in the middle of is undone, and done anew by whoever
        is next."""
        if self.begun is not None:
            self.begun.terminate()
