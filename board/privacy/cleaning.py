"""After an account was deleted: what of it lies in files goes, too."""

import contextlib
from pathlib import Path

from flask import current_app

from board.db.write_ahead_log import sweep
from board.photos import actions as photos
from board.privacy import erased_numbers
from board.privacy.actions import Erased


def clean(left: Erased) -> None:
    """Note the number, delete pictures and mails that are files, empty the write-ahead
    log; call after the transaction."""
    erased_numbers.note(left.person_id)
    photos.forget(left.pictures)
    folder: Path = current_app.config["BOARD"].instance_path / "mail"
    for file in folder.glob("*.eml"):
        with contextlib.suppress(OSError):
            if _names(file.read_text("utf-8", errors="replace"), left.words):
                file.unlink()
    sweep()


def _names(text: str, words: list[str]) -> bool:
    return any(word and word in text for word in words)
