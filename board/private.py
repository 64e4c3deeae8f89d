"""Files and folders that only whoever runs the board may open, whatever the umask."""

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

OTHERS = 0o077  # what the group and everybody else may do


def make_folder(path: Path) -> None:
    """Make a private folder, and those above it that are missing; one that is there
    stays as it is."""
    if not path.is_dir():
        make_folder(path.parent)
        path.mkdir(mode=0o700, exist_ok=True)


def make_file(path: Path) -> None:
    """Make an empty private file unless it is there."""
    make_folder(path.parent)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def open_to_others(paths: Iterable[Path]) -> Iterator[Path]:
    """Those that somebody else on this machine may open.

    What is in a private folder is private, too.
    """
    for path in paths:
        with contextlib.suppress(OSError):  # it is not there, or no longer
            if path.stat().st_mode & OTHERS:
                yield path


def close(paths: Iterable[Path]) -> None:
    """Make these private, and what is in folders among them that were open.

    What is somebody else's stays.
    """
    for path in open_to_others(paths):
        with contextlib.suppress(OSError):
            if path.is_dir():
                close(path.iterdir())
                path.chmod(0o700)
            else:
                path.chmod(0o600)
