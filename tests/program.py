"""The `board` command in a process of its own, soon begun.

To read the program takes longer than all else a server does in most tests. So one
process reads it once and is forked for each command, which from there on does what
`python -m board` does. Templates are compiled once for all.
"""

import contextlib
import multiprocessing
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from flask import Flask
from flask.sansio.app import App
from flask.templating import Environment
from jinja2 import FileSystemBytecodeCache

from board import config
from board.__main__ import main

reader = multiprocessing.get_context("forkserver")
reader.set_forkserver_preload([__name__, "board.cli.serve", "psycopg"])


class Program:
    """A command that runs: what is used here of `subprocess.Popen`."""

    def __init__(
        self, words: list[str], environment: dict[str, str], log: Path, compiled: Path
    ) -> None:
        self.words = words
        self.process = reader.Process(
            target=_become, args=(words, environment, log, compiled)
        )
        self.process.start()
        assert self.process.pid is not None
        self.pid = self.process.pid

    def poll(self) -> int | None:
        """Its exit status; None while it runs."""
        return self.process.exitcode

    def wait(self, seconds: float) -> int:
        """Its exit status, once it has ended. Raises TimeoutExpired when it goes on."""
        self.process.join(seconds)
        ended = self.poll()
        if ended is None:
            raise subprocess.TimeoutExpired(self.words, seconds)
        return ended

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """End it by force."""
        self.send_signal(signal.SIGKILL)


def keep_compiled(folder: Path) -> None:
    """From now on an application of this process keeps its compiled templates in the
    folder, and takes those it finds there."""

    class Keeping(Environment):
        def __init__(self, app: App, **options: Any) -> None:
            kept = FileSystemBytecodeCache(str(folder))
            super().__init__(app, bytecode_cache=kept, **options)

    Flask.jinja_environment = Keeping


def _become(
    words: list[str], environment: dict[str, str], log: Path, compiled: Path
) -> None:
    """In the new process: be `python -m board`, which says what it says to the log."""
    keep_compiled(compiled)
    said = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    for stream in (sys.stdout, sys.stderr):
        os.dup2(said, stream.fileno())
    os.close(said)
    os.chdir(config.HOME)
    os.environ.clear()
    os.environ.update(environment)
    # by these the server starts another worker
    sys.orig_argv = [sys.executable, "-m", "board", *words]
    main(words)
