"""Who deleted their accounts, and what of their words went with them: a file beside the
database, by which a restored backup erases them again.

A line is a number and what went: `12 posts comments`.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from flask import current_app

from board.private import make_file

Goes = frozenset[str]  # of the two below
KINDS = ("posts", "comments")
STAYS = Goes()
LINE = re.compile(r"(\d+)((?: posts)?(?: comments)?)", re.ASCII)
CUT = "?\n"  # makes a line that a crash cut off none at all


def _file() -> Path:
    path: Path = current_app.config["BOARD"].instance_path / "erased"
    return path


def note(wanted: Mapping[int, Goes]) -> None:
    """Append what is not there yet, on the disk before this returns."""
    known = listed()
    missing = {
        number: goes
        for number, goes in sorted(wanted.items())
        if number not in known or not goes <= known[number]
    }
    if not missing:
        return
    text = _text()
    was_cut = text and not text.endswith("\n")
    make_file(_file())
    with _file().open("a", encoding="ascii") as file:
        file.write((CUT if was_cut else "") + "".join(map(_line, missing.items())))
        file.flush()
        os.fsync(file.fileno())


def _line(one: tuple[int, Goes]) -> str:
    number, goes = one
    return " ".join([str(number), *(kind for kind in KINDS if kind in goes)]) + "\n"


def listed() -> dict[int, Goes]:
    """Everybody in the file."""
    return parse(_text())


def _text() -> str:
    return _file().read_text("ascii", errors="replace") if _file().is_file() else ""


def parse(text: str) -> dict[int, Goes]:
    """What such a file says: of two lines for one number all that went; a line without
    an end is none."""
    found: dict[int, Goes] = {}
    for line in text.split("\n")[:-1]:
        if match := LINE.fullmatch(line):
            number = int(match.group(1))
            found[number] = found.get(number, STAYS) | set(match.group(2).split())
    return found
