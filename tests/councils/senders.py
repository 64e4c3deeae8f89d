"""Two processes that send posts to a council, as those of a server do; each can be
killed while it waits for an answer, and then another takes its place."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from multiprocessing.connection import Connection

import psutil

from board import clock, create_app, settings_read
from board.boards import fetching
from board.config import Settings
from board.councils import sending
from tests.conftest import environment
from tests.program import reader

LONGEST = 60  # seconds one look may take
PATIENCE = 1.0  # seconds a sender waits for an answer


class Sender:
    """One of the processes."""

    def __init__(self, told: dict[str, str]) -> None:
        self.ours, theirs = reader.Pipe()
        self.process = reader.Process(target=_work, args=(told, theirs))
        self.process.start()
        theirs.close()

    def begin(self, at: datetime) -> None:
        """Send what is due at this time."""
        self.ours.send(at)

    def has_ended(self) -> bool:
        """Once it has done so: whether it was killed. It ends in no other way."""
        assert self.ours.poll(LONGEST)
        try:
            return self.ours.recv() != "done"
        except EOFError:
            self.process.join()
            assert self.process.exitcode == -signal.SIGKILL
            return True

    def speaks_from(self, port: int) -> bool:
        """Whether this port of the machine is its end of a line."""
        with suppress(psutil.Error):  # it was killed
            lines = psutil.Process(self.process.pid).net_connections()
            return any(line.laddr.port == port for line in lines)
        return False

    def kill(self) -> None:
        """End it by force."""
        self.process.kill()


class Senders:
    """Both of them, and how many were killed."""

    def __init__(self, settings: Settings) -> None:
        self.told = environment(settings)
        self.both = [Sender(self.told) for _ in range(2)]
        self.killed = 0

    def look(self, at: datetime) -> None:
        """Both look at once, until neither finds anything to do."""
        for sender in self.both:
            sender.begin(at)
        self.both = [self._after(sender) for sender in self.both]

    def _after(self, sender: Sender) -> Sender:
        if not sender.has_ended():
            return sender
        self.killed += 1
        return Sender(self.told)

    def kill_whoever_speaks_from(self, port: int) -> None:
        """What a council does to the one that asks it."""
        (asking,) = [sender for sender in self.both if sender.speaks_from(port)]
        asking.kill()

    def end(self) -> None:
        """Nobody sends any more."""
        for sender in self.both:
            sender.kill()
            sender.process.join()


@contextmanager
def two_senders(settings: Settings) -> Iterator[Senders]:
    """They are there for a while."""
    both = Senders(settings)
    try:
        yield both
    finally:
        both.end()


def _work(told: dict[str, str], theirs: "Connection[str, datetime]") -> None:
    """In the new process: look whenever it is told to."""
    os.environ.clear()
    os.environ.update(told)
    fetching.PATIENCE = PATIENCE
    with create_app(settings_read.load()).app_context():
        while True:
            with clock.set_to(theirs.recv()):
                while sending.send_due():
                    pass
            theirs.send("done")
