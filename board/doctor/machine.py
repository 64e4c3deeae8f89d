"""The machine the board runs on: clock, processors, memory, open files, words."""

import locale
import os
import resource
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

from board.config import HOME, Settings
from board.db.engine import safe_with_processes, sqlite_version
from board.doctor.finding import Finding, note

MEMORY_OF_WORKER = 100  # megabytes, measured (docs/measured.md)
FILES = 4096  # open pages and more, of one process


def checks(settings: Settings) -> Iterator[Finding]:
    """All of this group."""
    yield from clock_of_machine()
    yield from workers(settings)
    yield from memory(settings)
    yield from open_files()
    yield from old_sqlite(settings)
    yield from words()


def clock_of_machine() -> Iterator[Finding]:
    """A clock that stands before the program was made is wrong."""
    made = datetime.fromtimestamp((HOME / "CHANGELOG.md").stat().st_mtime, UTC)
    now = datetime.now(UTC)
    if now < made:
        yield Finding(
            f"This machine’s clock says {now:%d %B %Y %H:%M} (UTC), which is before "
            "this program was made.",
            "Dates of tasks, sessions and codes to sign in go by it.",
            "Set the clock, and switch on a service that keeps it (timedatectl "
            "set-ntp true).",
        )


def workers(settings: Settings) -> Iterator[Finding]:
    """More processes than processors wait for each other."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    if int(settings.workers) > 2 * cores:
        yield note(
            f"BOARD_WORKERS is {settings.workers}, and this machine has {cores} "
            "processors.",
            "More processes take memory, and are no faster.",
            f"Set BOARD_WORKERS={cores}.",
        )


def memory(settings: Settings) -> Iterator[Finding]:
    """Whether there is memory for the workers and for pictures."""
    page = os.sysconf("SC_PAGE_SIZE")
    has = page * os.sysconf("SC_PHYS_PAGES") // 2**20
    needs = MEMORY_OF_WORKER * int(settings.workers) + settings.picture_megabytes
    if needs > has:
        yield Finding(
            f"{settings.workers} workers and pictures may take {needs} MB, and this "
            f"machine has {has} MB.",
            "When memory is full the system ends processes while they work.",
            "Set BOARD_WORKERS or BOARD_PICTURE_MEMORY lower.",
        )


def open_files() -> Iterator[Finding]:
    """Each open page is an open file."""
    _now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if 0 <= most < FILES:
        yield note(
            f"A process here may have {most} files open.",
            f"Only about {max(most - 300, 0)} pages can be live at once in each.",
            f"Raise the limit, such as LimitNOFILE={2 * FILES} in the service’s file.",
        )


def old_sqlite(settings: Settings) -> Iterator[Finding]:
    """An old SQLite is safe with one process only."""
    if settings.is_sqlite and not safe_with_processes():
        yield note(
            f"SQLite is of version {sqlite_version()}.",
            "Before 3.51.3 several processes can damage its file.",
            "Keep BOARD_WORKERS=1, or use PostgreSQL.",
        )


def words() -> Iterator[Finding]:
    """Names of files and what is printed can hold any letter."""
    encoding = sys.getfilesystemencoding().lower()
    if encoding != "utf-8" or locale.getpreferredencoding(False).upper() != "UTF-8":
        yield note(
            f"Words are written here as {locale.getpreferredencoding(False)}.",
            "What commands print may show wrong letters.",
            "Set LANG=C.UTF-8 for the service and for your shell.",
        )
