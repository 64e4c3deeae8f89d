"""The settings and where they come from, and how much room there is."""

import os
from dataclasses import fields
from pathlib import Path
from typing import Any

from flask import Blueprint, current_app, render_template
from sqlalchemy import func, select, text

from board import disk
from board.accounts.session import current_person
from board.config import Settings
from board.db import db, read
from board.photos.models import Photo
from board.policy import require
from board.settings_shown import shown

bp = Blueprint("operator_settings", __name__)


@bp.get("/operator/settings")
def settings() -> str:
    """Each setting; secrets are never shown."""
    require(current_person(), "board.operate")
    board: Settings = current_app.config["BOARD"]
    rows = [
        (
            f"BOARD_{f.name.upper()}",
            f.metadata["note"],
            shown(board, f.name),
            board.sources.get(f.name, ""),
        )
        for f in fields(Settings)
        if f.metadata
    ]
    return render_template("operator/settings.html", rows=rows)


@bp.get("/operator/storage")
def storage() -> str:
    """The database, the pictures, and the room on the disk."""
    require(current_person(), "board.operate")
    board: Settings = current_app.config["BOARD"]
    pictures = select(func.count(), func.count(func.distinct(Photo.sha256)))
    count, files = read(pictures)[0]
    return render_template(
        "operator/storage.html",
        database=_database_bytes(board),
        pictures=count,
        picture_files=files,
        picture_bytes=None if board.uploads else _bytes(board.instance_path),
        rooms=[(folder.name, _room(folder.path)) for folder in disk.folders(board)],
        least=disk.PLENTY,
    )


def _database_bytes(board: Settings) -> int:
    file = board.database_file
    if file is None:
        size = text("SELECT pg_database_size(current_database())")
        return int(db.session.scalar(size) or 0)
    return sum(_size(Path(f"{file}{end}")) for end in ("", "-wal"))


def _bytes(instance: Path) -> int:
    """What the pictures in the instance folder take."""
    found: Any = (instance / "uploads").rglob("*.*")
    return sum(map(_size, found))


def _size(path: Path) -> int:
    """What a file takes; nothing where a job has deleted it meanwhile."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _room(path: Path) -> int:
    room = os.statvfs(path)
    return room.f_bavail * room.f_frsize
