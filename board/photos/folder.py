"""Files in a folder of this machine, each whole or not there at all."""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from board.private import make_folder


class Folder:
    """A folder of files by name, such as ab/abcdef….webp."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def put(self, name: str, content: bytes) -> None:
        """Write a file, on the disk before this returns; one that lies there already is
        young again."""
        path = self.path / name
        if path.exists():
            os.utime(path)
        else:
            _write(path, content)

    def get(self, name: str) -> bytes | None:
        """A file's bytes, or None where there is no such file."""
        try:
            return (self.path / name).read_bytes()
        except OSError:
            return None

    def drop(self, name: str, before: datetime) -> None:
        """Delete a file that was last sent before this instant."""
        path = self.path / name
        if path.exists() and datetime.fromtimestamp(path.stat().st_mtime, UTC) < before:
            path.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    make_folder(path.parent)
    number, draft = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with open(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
