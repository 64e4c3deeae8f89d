"""What takes the board seconds or minutes, in a town and in the city beside it: the jobs,
an export, a backup, what is held about one person, the numbers checked."""

import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from board import clock
from board.accounts.models import Person
from board.db import read
from board.db.engine import taking_time
from board.jobs.run import jobs, jobs_alone, run_all
from board.kept import backups, exports
from board.notifications.digest import write_evenings
from board.numbers import untrue_numbers
from board.privacy import copy_job
from board.privacy.copy_queries import Whose

SOMEBODY = 7
NOTICED = 0.1  # seconds; quicker jobs are left out of the table


def export(folder: Path) -> int:
    """What `board export` writes; how many rows."""
    return exports.export(folder / "export")


def backup(folder: Path) -> int:
    """What `board backup` makes; how many bytes."""
    return backups.make(folder / "backup.tar").size


def copy_of_a_person(folder: Path) -> int:
    """What the board holds about somebody; how many bytes."""
    email = read(select(Person.email).where(Person.id == SOMEBODY))[0][0]
    file = folder / "copy.zip"
    with file.open("wb") as out:
        copy_job.write(out, Whose(SOMEBODY, email))
    return file.stat().st_size


def check(_folder: Path) -> int:
    """What `board check` counts anew; how many numbers are not true."""
    return len(list(untrue_numbers()))


def evening(_folder: Path) -> int:
    """The mails of the second evening, with what the first had yet to say; how many
    people were asked about."""
    for days in (1, 2):
        with clock.set_to(clock.now() + timedelta(days=days)):
            asked_about = write_evenings()
    return asked_about


def jobs_of_tomorrow(app: Flask) -> dict[str, tuple[int | None, float]]:
    """All jobs as they are due tomorrow evening: how much each did, in how many
    seconds."""
    done = {}
    for name in (*jobs, *jobs_alone):
        began = time.monotonic()
        with app.app_context(), clock.set_to(clock.now() + timedelta(days=1)):
            count = run_all(names=[name])[name]
        done[name] = (count, time.monotonic() - began)
    return done


def main(apps: list[Flask]) -> None:
    """Print what each takes in the town and in the city."""
    print(f"\n{'Work':<30}{'town':>30}{'city':>34}")
    works = (export, backup, copy_of_a_person, check, evening)
    for work in works:
        _say(work.__name__, [_taken(work, app) for app in apps])
    small, large = map(jobs_of_tomorrow, apps)
    for name, (count, seconds) in large.items():
        if seconds > NOTICED or small[name][1] > NOTICED:
            _say(f"job {name}", [small[name], (count, seconds)])


def _taken(work: Callable[[Path], int], app: Flask) -> tuple[int, float]:
    with tempfile.TemporaryDirectory() as folder, app.app_context(), taking_time():
        began = time.monotonic()
        return work(Path(folder)), time.monotonic() - began


def _say(name: str, both: list[tuple[int | None, float]]) -> None:
    cells = (f"{count!s:>18} in {seconds:>8.2f} s" for count, seconds in both)
    print(f"{name:<30}" + "   ".join(cells), flush=True)
