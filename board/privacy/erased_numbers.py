"""The numbers of people who deleted their accounts, in a file beside the database: a
restored backup erases them again."""

import os
from collections.abc import Iterable
from pathlib import Path

from flask import current_app

from board.private import make_file


def _file() -> Path:
    path: Path = current_app.config["BOARD"].instance_path / "erased"
    return path


def note(number: int) -> None:
    """Append a number, on the disk before this returns; twice is once."""
    note_all([number])


def note_all(wanted: Iterable[int]) -> int:
    """Append those that are not there yet; how many those were."""
    missing = sorted(set(wanted) - set(numbers()))
    if not missing:
        return 0
    make_file(_file())
    with _file().open("a", encoding="ascii") as file:
        file.write("".join(f"{number}\n" for number in missing))
        file.flush()
        os.fsync(file.fileno())
    return len(missing)


def numbers() -> list[int]:
    """All of them; a line that was cut off by a crash is none."""
    if not _file().is_file():
        return []
    lines = _file().read_text("ascii", errors="ignore").split("\n")[:-1]
    return [int(line) for line in lines if line.isdecimal()]
