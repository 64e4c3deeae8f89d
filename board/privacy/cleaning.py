"""What lies in files goes, too: after an account was deleted, and in its time."""

import contextlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from flask import current_app

from board.db.write_ahead_log import sweep
from board.privacy import erased_list
from board.privacy.actions import Erased


def clean(*left: Erased) -> None:
    """Note who it was, delete mails that are files, empty the write-ahead log; call
    after the transaction."""
    erased_list.note({one.person_id: one.goes for one in left if one.person_id})
    words = [word for one in left for word in one.words if word]
    _drop_mails(lambda file: _names(file, words))
    sweep()


def _names(file: Path, words: list[str]) -> bool:
    text = file.read_text("utf-8", errors="replace")
    return any(word in text for word in words)


def drop_old_mails(end: datetime) -> None:
    """Delete mails that are files and older than that."""
    _drop_mails(lambda file: file.stat().st_mtime < end.timestamp())


def _drop_mails(which: Callable[[Path], bool]) -> None:
    folder: Path = current_app.config["BOARD"].instance_path / "mail"
    for file in folder.glob("*.eml"):
        with contextlib.suppress(OSError):
            if which(file):
                file.unlink()
