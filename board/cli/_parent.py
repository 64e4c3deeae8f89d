"""The process above the workers: starts them, replaces one that died, ends them all."""

import os
import signal
import time
import traceback
from collections import deque
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

import click

TOO_OFTEN = (5, 60)  # so many deaths within so many seconds are not chance
PATIENCE = 15  # seconds until workers that don't stop are killed

Work = Callable[[int], None]


class Parent:
    """Runs `work` in `count` forked processes; it is given a file descriptor to write to once it is ready."""

    def __init__(self, count: int, work: Work) -> None:
        self.count = count
        self.work = work
        self.pids: set[int] = set()
        self.stopping = False
        self.deaths: deque[float] = deque(maxlen=TOO_OFTEN[0])

    def run(self, greeting: str) -> int:
        """Serve until told to stop; returns the exit status."""
        for number, handler in ((signal.SIGTERM, self._stop), (signal.SIGINT, self._stop), (signal.SIGALRM, self._kill)):
            signal.signal(number, handler)
        started = [self._fork() for _ in range(self.count)]
        if all([os.read(ready, 1) for ready in started]):
            click.echo(greeting)
        while self.pids:
            pid, status = os.wait()
            self.pids.discard(pid)
            if not self.stopping:
                self._replace(pid, os.waitstatus_to_exitcode(status))
        return 0 if len(self.deaths) < TOO_OFTEN[0] else 1

    def _fork(self) -> int:
        ready, tell = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(ready)
            self._become_worker(tell)
        os.close(tell)
        self.pids.add(pid)
        return ready

    def _become_worker(self, tell: int) -> NoReturn:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)
        try:
            self.work(tell)
        except BaseException:
            traceback.print_exc()
            os._exit(1)
        os._exit(0)

    def _replace(self, pid: int, code: int) -> None:
        self.deaths.append(time.monotonic())
        click.echo(f"Worker {pid} ended by itself ({code}).", err=True)
        if len(self.deaths) == TOO_OFTEN[0] and self.deaths[-1] - self.deaths[0] < TOO_OFTEN[1]:
            click.echo("Workers keep dying, so the board stops. The lines above say why.", err=True)
            self._stop()
            return
        self.deaths = self.deaths if len(self.deaths) < TOO_OFTEN[0] else deque(self.deaths, TOO_OFTEN[0])
        os.close(self._fork())

    def _stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        self.stopping = True
        signal.alarm(PATIENCE)
        self._signal(signal.SIGTERM)  # never SIGINT: a terminal sends that to the workers too, and twice means now

    def _kill(self, _number: int, _frame: FrameType | None) -> None:
        self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        for pid in self.pids:
            os.kill(pid, number)
