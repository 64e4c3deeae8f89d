"""The processes of `board serve`: workers that serve, and the one above that replaces them."""

import os
import signal
import socket
import time
import traceback
from collections import deque
from collections.abc import Callable
from types import FrameType
from typing import NoReturn

import click
import uvicorn

from board.asgi import Application
from board.config import Settings
from board.connections import Connection, Crowd

GRACE = 10  # seconds in which requests may end
PATIENCE = 15  # seconds until a worker that does not stop is killed
TOO_OFTEN = (5, 60)  # so many deaths within so many seconds are not chance

Work = Callable[[int], None]


class Server(uvicorn.Server):
    """One worker's: tells when it is ready, ends the streams before it stops, goes when its parent is gone."""

    def __init__(self, served: Application, settings: Settings, ready: int) -> None:
        super().__init__(
            uvicorn.Config(
                served,
                loop="uvloop",
                http=Connection,
                ws="none",
                lifespan="on",
                log_config=None,
                access_log=False,
                server_header=False,
                forwarded_allow_ips=settings.trusted_proxies,
                backlog=4096,
                timeout_keep_alive=65,  # longer than proxies keep theirs, so that none meets a closed one
                timeout_graceful_shutdown=GRACE,
            )
        )
        self.server_state = Crowd(int(settings.connections))
        self.served = served
        self.ready = ready
        self.parent = os.getppid()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, and tell the parent."""
        await super().startup(sockets)
        os.write(self.ready, b".")

    async def on_tick(self, counter: int) -> bool:
        """Whether to stop: also when nobody is left who could tell us to."""
        return await super().on_tick(counter) or os.getppid() != self.parent

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Open streams would hold up the end."""
        await self.served.live.hub.drain()
        await super().shutdown(sockets)


class Parent:
    """Runs `work` in `count` forked processes; each is given a file descriptor to write to once it is ready."""

    def __init__(self, count: int, work: Work) -> None:
        self.count = count
        self.work = work
        self.workers: dict[int, int] = {}  # pid → where it tells that it is ready
        self.stopping = False
        self.failed = False
        self.deaths: deque[float] = deque(maxlen=TOO_OFTEN[0])

    def run(self, greeting: str) -> int:
        """Serve until told to stop; returns the exit status."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        signal.signal(signal.SIGALRM, self._kill)
        for _ in range(self.count):
            self._fork()
        if all(os.read(ready, 1) for ready in self.workers.values()):
            click.echo(greeting)
        while self.workers:
            pid, status = os.wait()
            os.close(self.workers.pop(pid))
            if not self.stopping:
                self._replace(pid, os.waitstatus_to_exitcode(status))
        return int(self.failed)

    def _fork(self) -> None:
        ready, tell = os.pipe()
        pid = os.fork()
        if not pid:
            self._become_worker(tell)
        os.close(tell)
        self.workers[pid] = ready
        if self.stopping:
            os.kill(pid, signal.SIGTERM)

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
        click.echo(f"Worker {pid} ended by itself ({code}).", err=True)
        self.deaths.append(time.monotonic())
        if len(self.deaths) == TOO_OFTEN[0] and self.deaths[-1] - self.deaths[0] < TOO_OFTEN[1]:
            click.echo("Workers keep dying, so the board stops. The lines above say why.", err=True)
            self.failed = True
            self._stop()
        else:
            self._fork()

    def _stop(self, _number: int = 0, _frame: FrameType | None = None) -> None:
        self.stopping = True
        signal.alarm(PATIENCE)
        # Never SIGINT: a terminal sends that to the workers as well, and uvicorn takes a second one for "now".
        self._tell(signal.SIGTERM)

    def _kill(self, _number: int, _frame: FrameType | None) -> None:
        self._tell(signal.SIGKILL)

    def _tell(self, number: int) -> None:
        for pid in self.workers:
            os.kill(pid, number)
