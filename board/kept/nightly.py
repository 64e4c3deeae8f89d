"""A backup each night into the folder of BOARD_BACKUP, and which of them are kept."""

import logging
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

from flask import current_app

from board import clock
from board.activity.queries import began
from board.config import Settings
from board.kept import backups

log = logging.getLogger("board")
NAME = re.compile(r"board-(\d{4}-\d\d-\d\d)\.tar\.gz(\.age)?", re.ASCII)
FROM_HOUR = 2  # by the board's clock; when the board was down then, later
EACH_DAY = timedelta(days=7)  # within these every one is kept, after them one a week
LONGEST = timedelta(days=35)  # what was erased is in none of them after so long
STALE = timedelta(hours=36)


class Kept(NamedTuple):
    """One of the backups in the folder."""

    file: Path
    day: date
    at: datetime
    size: int  # bytes


def kept(settings: Settings) -> list[Kept]:
    """Those that lie in the folder, the newest first."""
    if not settings.backup or not Path(settings.backup).is_dir():
        return []
    found = []
    for file in Path(settings.backup).iterdir():
        if match := NAME.fullmatch(file.name):
            state = file.stat()
            at = datetime.fromtimestamp(state.st_mtime, UTC)
            day = date.fromisoformat(match.group(1))
            found.append(Kept(file, day, at, state.st_size))
    return sorted(found, key=lambda one: (one.day, one.at), reverse=True)


def is_stale(settings: Settings) -> bool:
    """Whether there should be a newer one; a board that has just been made has time
    for its first."""
    newest = kept(settings)[:1]
    since = newest[0].at if newest else began()
    return since is not None and since < clock.now() - STALE


def back_up() -> int:
    """The job: make today's unless it is there, and delete those that are too old;
    how many were made."""
    settings: Settings = current_app.config["BOARD"]
    if not settings.backup:
        return 0
    forget_old(settings)
    now = clock.now().astimezone(ZoneInfo(settings.timezone))
    is_there = any(one.day == now.date() for one in kept(settings))
    if is_there or now.hour < FROM_HOUR:
        return 0
    end = ".age" if settings.backup_passphrase else ""
    file = Path(settings.backup) / f"board-{now.date()}.tar.gz{end}"
    made = backups.make(file, settings.backup_passphrase)
    log.info("backup: %.1f MB in %.1f s", made.size / 2**20, made.seconds)
    return 1


def forget_old(settings: Settings) -> None:
    """Keep those of the last seven days, before them the last one of each week, and
    none for longer than 35 days."""
    today = clock.today(settings.timezone)
    weeks: set[tuple[int, int]] = set()
    for one in kept(settings):
        age = today - one.day
        week = one.day.isocalendar()[:2]
        if age >= LONGEST or (age >= EACH_DAY and week in weeks):
            one.file.unlink(missing_ok=True)
        elif age >= EACH_DAY:
            weeks.add(week)
