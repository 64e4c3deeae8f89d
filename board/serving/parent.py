"""The process above the workers of `board serve`: it replaces one that dies, and ends
them all when told to.

python -I -S parent.py WORKERS COMMAND...    1200:4,1201:5 for their processes and the
sockets they accept from;
                                             what starts another worker, but for the
                                             number of its socket

`board serve` becomes this program once its workers run, and keeps its process id and
its children. It is one of its own, without the application: whoever forks shares memory
only until either writes to it, and reading a Python object writes to it. A parent that
stayed what it was kept old copies of whatever its workers used, 27 MB after 2,000
pages.
"""

import os
import signal
import sys
import time
from collections import deque
from types import FrameType

ENDING = (signal.SIGTERM, signal.SIGINT)
PATIENCE = 15  # seconds until a worker that does not stop is killed
TOO_OFTEN = (5, 60)  # so many deaths within so many seconds are not chance


class Parent:
    """Watches over workers, each with a socket that outlives it; `command` and a socket
    start another."""

    def __init__(self, workers: dict[int, str], command: list[str]) -> None:
        self.workers = workers
        self.command = command
        self.stopping = False
        self.failed = False
        self.deaths: deque[float] = deque(maxlen=TOO_OFTEN[0])

    def run(self) -> int:
        """Watch until told to stop; returns the exit status."""
        for number in ENDING:
            signal.signal(number, self._stop)
        signal.signal(signal.SIGALRM, self._kill)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
        while self.workers:
            pid, status = os.wait()
            listener = self.workers.pop(pid)
            if not self.stopping:
                self._replace(pid, listener, os.waitstatus_to_exitcode(status))
        return int(self.failed)

    def _replace(self, pid: int, listener: str, code: int) -> None:
        print(f"Worker {pid} ended by itself ({code}).", file=sys.stderr)
        self.deaths.append(time.monotonic())
        if (
            len(self.deaths) == TOO_OFTEN[0]
            and self.deaths[-1] - self.deaths[0] < TOO_OFTEN[1]
        ):
            print(
                "Workers keep dying, so the board stops. The lines above say why.",
                file=sys.stderr,
            )
            self.failed = True
            self._stop()
        else:
            self._start(listener)

    def _start(self, listener: str) -> None:
        pid = os.posix_spawn(self.command[0], [*self.command, listener], os.environ)
        self.workers[pid] = listener
        if self.stopping:  # since just before
            os.kill(pid, signal.SIGTERM)

    def _stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        self.stopping = True
        signal.alarm(PATIENCE)
        # Never SIGINT: a terminal sends that to the workers as well, and uvicorn takes
        # a second one for "now".
        self._tell(signal.SIGTERM)

    def _kill(self, _number: int, _frame: FrameType | None) -> None:
        self._tell(signal.SIGKILL)

    def _tell(self, number: int) -> None:
        for pid in self.workers:
            os.kill(pid, number)


if __name__ == "__main__":
    watched = (worker.split(":") for worker in sys.argv[1].split(","))
    sys.exit(
        Parent({int(pid): listener for pid, listener in watched}, sys.argv[2:]).run()
    )
