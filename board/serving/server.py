"""The workers of `board serve`, and how it leaves them to the process above."""

import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from typing import NoReturn

import uvicorn
import uvicorn.lifespan.on

# as the line above: it would be imported in each worker, 3 MB that are shared this way
import uvicorn.loops.uvloop

from board import noting
from board.config import Settings
from board.serving import parent
from board.serving.asgi import Application
from board.serving.connections import Connection, Crowd
from board.serving.noted import Noted

GRACE = 10  # seconds in which requests may end

Work = Callable[[socket.socket, int], None]


class Server(uvicorn.Server):
    """One worker's: tells when it is ready, ends the streams before it stops, goes when
    its parent is gone."""

    def __init__(
        self, served: Application, settings: Settings, parent: int, ready: int
    ) -> None:
        super().__init__(
            uvicorn.Config(
                Noted(served, served.app) if noting.takers else served,
                loop="uvloop",
                http=Connection,
                ws="none",
                lifespan="on",
                log_config=None,
                access_log=False,
                server_header=False,
                forwarded_allow_ips=settings.trusted_proxies,
                backlog=4096,
                # longer than proxies keep theirs, so that none meets a closed one
                timeout_keep_alive=65,
                timeout_graceful_shutdown=GRACE,
            )
        )
        self.server_state = Crowd(int(settings.connections))
        self.served = served
        self.ready = ready
        self.parent = parent

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


def start(
    listeners: list[socket.socket], work: Work
) -> tuple[dict[int, socket.socket], bool]:
    """Fork a worker for each socket and wait for them: the process ids, and whether all
    of them became ready.

    From here on signals to end wait for the program that this process becomes.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, parent.ENDING)
    begun = [(*_fork(listener, work), listener) for listener in listeners]
    ready = [os.read(end, 1) for _, end, _ in begun]
    return {pid: listener for pid, _, listener in begun}, all(ready)


def _fork(listener: socket.socket, work: Work) -> tuple[int, int]:
    """(process id, where it writes that it is ready)"""
    read_end, write_end = os.pipe()
    pid = os.fork()
    if not pid:
        _become_worker(listener, work, write_end)
    os.close(write_end)
    return pid, read_end


def _become_worker(listener: socket.socket, work: Work, write_end: int) -> NoReturn:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, parent.ENDING)
    try:
        work(listener, write_end)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def become_parent(workers: dict[int, socket.socket]) -> NoReturn:
    """Become the program that watches over these workers (parent.py)."""
    for listener in workers.values():
        listener.set_inheritable(True)
    another = [sys.executable, *sys.orig_argv[1:], "--replace", str(os.getpid())]
    watched = ",".join(
        f"{pid}:{listener.fileno()}" for pid, listener in workers.items()
    )
    program = [sys.executable, "-I", "-S", parent.__file__, watched]
    os.execv(sys.executable, [*program, *another])  # noqa: S606  no shell is wanted
