"""One act of the board in a process of its own, to be killed in the middle."""

import os
import time
from collections.abc import Callable
from multiprocessing.synchronize import Event

from board import create_app, settings_read
from board.config import Settings
from board.db import write_tx
from board.privacy import actions, copy_job
from board.privacy.cleaning import clean
from board.privacy.erased_list import KINDS, Goes
from tests.conftest import environment
from tests.program import reader

LONGEST = 60  # seconds it may take


def erase(person_id: int) -> None:
    """Delete an account with all that may go, as its page does."""
    with write_tx():
        left = actions.erase(person_id, Goes(KINDS))
    clean(left)


def copy(_person_id: int) -> None:
    """Make the copy of their data that somebody asked for."""
    copy_job.make_next()


def _do(
    act: Callable[[int], None], number: int, told: dict[str, str], begins: Event
) -> None:
    os.environ.clear()
    os.environ.update(told)
    with create_app(settings_read.load()).app_context():
        begins.set()
        act(number)


def do(
    act: Callable[[int], None],
    number: int,
    settings: Settings,
    kill_after: float = LONGEST,
) -> float:
    """Do it, and kill the process after so many seconds unless it has ended; how long
    it took."""
    begins = reader.Event()
    told = environment(settings)
    process = reader.Process(target=_do, args=(act, number, told, begins))
    process.start()
    assert begins.wait(LONGEST)
    began = time.monotonic()
    process.join(kill_after)
    process.kill()
    process.join()
    return time.monotonic() - began
