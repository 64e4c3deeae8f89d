"""Where the files of pictures lie: instance/uploads/ab/abcdef….webp, whole or not at all."""

import os
import re
import tempfile
import time
from pathlib import Path

from flask import current_app

from board.photos.pictures import SIZES, Picture

YOUNG = 60  # seconds from a picture's arrival until its row must be there
NAME = re.compile(r"[0-9a-f]{64}", re.ASCII)


def _folder() -> Path:
    return Path(current_app.config["BOARD"].instance_path) / "uploads"


def _path(sha256: str, size: str) -> Path:
    """Where a file lies. Raises ValueError for what is no hash and no size: nothing else becomes a path."""
    if not NAME.fullmatch(sha256) or size not in SIZES:
        raise ValueError("no picture is called so")
    return _folder() / sha256[:2] / f"{sha256}-{size}.webp"


def keep(pictures: list[Picture]) -> None:
    """Write the files of pictures, on the disk before this returns; what lies there already is left."""
    for picture in pictures:
        for size, content in picture.files.items():
            path = _path(picture.sha256, size)
            if path.exists():
                os.utime(path)  # young again, so that nobody drops it before its row is there
            else:
                _write(path, content)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
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


def read(sha256: str, size: str) -> bytes | None:
    """A file's bytes, or None where there is no such file."""
    try:
        return _path(sha256, size).read_bytes()
    except (ValueError, OSError):
        return None


def drop(sha256: str) -> None:
    """Delete a picture's files, but for one that was just sent again: its row may be on its way."""
    for size in SIZES:
        path = _path(sha256, size)
        if path.exists() and path.stat().st_mtime < time.time() - YOUNG:
            path.unlink(missing_ok=True)
