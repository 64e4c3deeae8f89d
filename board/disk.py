"""How much room there is where the board writes."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from board.config import Settings


def _(name: str) -> str:
    """Mark a name for translation; whoever shows it on a page translates it."""
    return name


PLENTY = 100 * 2**20  # bytes; with less the disk will soon be full
LEAST = 2**20  # bytes; with less a post or its picture may find no room
INODES = 10  # files; some disks run out of these first


@dataclass(frozen=True)
class Folder:
    """A folder the board writes to."""

    name: str
    path: Path

    def lacks(self, room: int) -> bool:
        """Whether fewer bytes than `room` can be written here, or nothing at all."""
        try:
            disk = os.statvfs(self.path)
        except OSError:
            return True
        few_files = disk.f_files > 0 and disk.f_favail < INODES
        return (
            few_files
            or disk.f_bavail * disk.f_frsize < room
            or not os.access(self.path, os.W_OK)
        )


def folders(settings: Settings) -> Iterator[Folder]:
    """All of them, those that are there."""
    yield Folder(_("instance folder"), settings.instance_path)
    if (
        settings.database_file
        and settings.database_file.parent != settings.instance_path
    ):
        yield Folder(_("database folder"), settings.database_file.parent)
    if (uploads := settings.instance_path / "uploads").is_dir():
        yield Folder(_("uploads"), uploads)
    yield Folder(_("temporary folder"), Path(tempfile.gettempdir()))


def without(room: int, settings: Settings) -> list[Folder]:
    """Those in which so many bytes can't be written."""
    return [folder for folder in folders(settings) if folder.lacks(room)]
