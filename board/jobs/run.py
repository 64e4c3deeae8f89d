"""Doing the jobs, in small transactions."""

import logging
import threading
import time
from collections.abc import Callable, Collection
from contextlib import nullcontext
from datetime import timedelta

from flask import Flask

from board.db import db, write_tx
from board.db.write_ahead_log import sweep_again
from board.jobs.actions import give_back, take
from board.jobs.apart import Apart
from board.noting import note

log = logging.getLogger("board")
EVERY = timedelta(minutes=3)
BATCHES = 50  # in one go; what is left waits for the next
Batch = Callable[[], int]  # does some of the work; how much it was
wake = threading.Event()  # somebody asks for a job: this process looks at once
jobs: dict[str, Batch] = {}  # each batch in a transaction
jobs_alone: dict[str, Batch] = {"erased": sweep_again}  # with transactions of their own
# of those that can keep a processor busy for minutes: whether there is anything to do
long_jobs: dict[str, Callable[[], bool]] = {}


def add_job(
    name: str,
    batch: Batch,
    *,
    alone: bool = False,
    long_if: Callable[[], bool] | None = None,
) -> None:
    """Make a feature's job known: it does a batch, and returns 0 when none is left.

    `alone` for one that holds up no writer: it opens its own transactions. `long_if`
    says of one that can take minutes whether there is anything to do: then the server
    has a process of its own do it (apart.py).
    """
    if alone:
        jobs_alone[name] = batch
    else:
        jobs[name] = batch
    if long_if:
        long_jobs[name] = long_if


def run_all(
    rest: timedelta = timedelta(0), names: Collection[str] = ()
) -> dict[str, int | None]:
    """Do every job that is not somebody else's, or of these only; how much each had to
    do, None for one that failed."""
    done: dict[str, int | None] = {}
    every = jobs | jobs_alone
    for name in names or every:
        batch = every[name]
        try:
            if _is_ours(name, rest):
                began = time.monotonic()
                done[name] = count = _run(name, batch)
                if count:
                    took = round((time.monotonic() - began) * 1000)
                    note("job", name=name, count=count, ms=took)
        except Exception:
            log.exception("jobs: %s failed, the others go on", name)
            db.session.rollback()
            done[name] = None
    return done


def _is_ours(name: str, rest: timedelta) -> bool:
    with write_tx():
        return take(name, rest)


def _run(name: str, batch: Batch) -> int:
    """Do batches until nothing is left.

    Given back also when one fails: it is tried again in the next round.
    """
    failure = ""
    try:
        return _run_batches(batch, alone=name in jobs_alone)
    except BaseException as error:
        db.session.rollback()
        failure = type(error).__name__
        raise
    finally:
        with write_tx():
            give_back(name, failure)


def _run_batches(batch: Batch, *, alone: bool) -> int:
    done = 0
    for _ in range(BATCHES):
        with nullcontext() if alone else write_tx():
            count = batch()
        done += count
        if not count:
            break
    return done


class Worker(threading.Thread):
    """Does the jobs beside the pages, once per process; the lease says whose turn it
    is."""

    def __init__(self, app: Flask) -> None:
        super().__init__(name="jobs", daemon=True)
        self.app = app
        self.apart = Apart(app.config["BOARD"])
        self.stopping = False

    def run(self) -> None:
        """Wait, work, wait again, whatever happens."""
        while True:
            wake.wait(EVERY.total_seconds())
            if self.stopping:
                return
            wake.clear()
            try:
                with self.app.app_context():
                    self._round()
            except Exception:
                log.exception("jobs: did not get through, trying again later")

    def _round(self) -> None:
        """Do all jobs, but leave long ones to another process where that may be."""
        long = set()
        if self.apart.is_allowed:
            long = {name for name, is_due in long_jobs.items() if is_due()}
        run_all(EVERY, (jobs | jobs_alone).keys() - long)
        if long:
            self.apart.begin("jobs", *long)

    def stop(self) -> None:
        """End after the present batch."""
        self.stopping = True
        self.apart.end()
        wake.set()
