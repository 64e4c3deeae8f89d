"""Whoever writes waits for others in order, for a bounded time, and for nobody who
died."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from board import config
from board.config import Settings
from board.db import engine as database
from board.db import write_tx
from board.errors import Busy
from tests.conftest import environment, on_sqlite

# Three threads that write one after the other without a pause, as a busy worker does.
BUSY = """
import threading, time
from board import create_app
from board.db import write_tx
app = create_app()
def work():
    while True:
        with app.app_context(), write_tx():
            time.sleep(0.02)
for _ in range(3):
    threading.Thread(target=work).start()
print("busy", flush=True)
"""
# Another program, which knows nothing of our queue, keeps the file for itself.
STRANGER = """
import sqlite3, time
connection = sqlite3.connect({!r}, isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("holds it", flush=True)
time.sleep(60)
"""
Another = Callable[[str], subprocess.Popen[str]]


@pytest.fixture
def another(settings: Settings) -> Iterator[Another]:
    """Starts another process of the board that runs these lines; it has begun when it
    is given back."""
    with ExitStack() as stack:

        def start(lines: str) -> subprocess.Popen[str]:
            words = [sys.executable, "-c", lines]
            made = subprocess.Popen(
                words,
                env=environment(settings),
                cwd=config.HOME,
                stdout=subprocess.PIPE,
                text=True,
            )
            stack.callback(made.wait)
            stack.callback(made.kill)
            assert made.stdout
            assert made.stdout.readline()
            return made

        yield start


def waited(app: Flask) -> float:
    """Seconds until it was our turn to write."""
    began = time.monotonic()
    with app.app_context(), write_tx():
        return time.monotonic() - began


@on_sqlite
def test_a_busy_process_lets_the_others_have_their_turn(
    app: Flask, another: Another
) -> None:
    another(BUSY)
    assert max(waited(app) for _ in range(20)) < 0.5


@on_sqlite
def test_whoever_dies_while_writing_gives_the_turn_back(
    app: Flask, another: Another
) -> None:
    busy = another(BUSY)
    time.sleep(0.1)
    busy.send_signal(signal.SIGKILL)
    busy.wait()
    assert waited(app) < 0.5


@on_sqlite
def test_nobody_waits_longer_than_a_write_may(
    app: Flask, settings: Settings, another: Another, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "WAIT", 1.0)
    program = another(STRANGER.format(settings.database_url.removeprefix("sqlite:///")))

    def answered(_number: int) -> float:
        began = time.monotonic()
        with pytest.raises((Busy, OperationalError)):
            waited(app)
        return time.monotonic() - began

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(answered, range(6)))
    assert max(answers) < 1.5, answers
    program.kill()
    program.wait()
    assert waited(app) < 0.5
