"""Where the files of pictures lie, whole or not at all: in instance/uploads, or where
BOARD_UPLOADS says."""

import re
from datetime import timedelta

from flask import current_app

from board import clock
from board.photos.bucket import Bucket, connected
from board.photos.folder import Folder
from board.photos.pictures import SIZES, Picture

YOUNG = timedelta(seconds=60)  # from a picture's arrival until its row must be there
NAME = re.compile(r"[0-9a-f]{64}", re.ASCII)


def _files() -> Folder | Bucket:
    settings = current_app.config["BOARD"]
    if settings.uploads:
        return connected(settings.uploads)
    return Folder(settings.instance_path / "uploads")


def is_name(sha256: str, size: str) -> bool:
    """Whether this is a hash and a size: nothing else becomes a path."""
    return bool(NAME.fullmatch(sha256)) and size in SIZES


def _named(sha256: str, size: str) -> str:
    if not is_name(sha256, size):
        raise ValueError("no picture is called so")
    return f"{sha256[:2]}/{sha256}-{size}.webp"


def write(pictures: list[Picture]) -> None:
    """Write the files of pictures, safe before this returns.

    Raises Unanswered, or OSError where the disk is full.
    """
    for picture in pictures:
        for size, content in picture.files.items():
            _files().put(_named(picture.sha256, size), content)


def read(sha256: str, size: str) -> bytes | None:
    """A file's bytes, or None where there is no such file. Raises Unanswered."""
    return _files().get(_named(sha256, size)) if is_name(sha256, size) else None


def put(sha256: str, size: str, content: bytes) -> None:
    """Write one file of a picture, as a backup holds it. Raises Unanswered, or OSError
    where the disk is full."""
    _files().put(_named(sha256, size), content)


def drop(sha256: str, *, at_once: bool = False) -> None:
    """Delete a picture's files, but for one that was just sent again: its row may be on
    its way; `at_once` also then. Raises Unanswered."""
    age = -YOUNG if at_once else YOUNG
    for size in SIZES:
        _files().drop(_named(sha256, size), before=clock.now() - age)


def try_out() -> None:
    """Write, read and delete a small file, as pictures are.

    Raises Unanswered where one of these can't be done.
    """
    files = _files()
    name = "board-check"
    files.put(name, b"written by `board check`")
    files.get(name)
    files.drop(name, before=clock.now() + timedelta(days=1))
