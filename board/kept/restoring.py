"""Restoring a backup into an empty place: built beside and renamed on SQLite, in one
transaction on PostgreSQL, so that a sudden end leaves nothing half."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import create_engine

from board.config import Settings
from board.db import db, write_tx
from board.db.engine import engine_options
from board.db.transactions import reading
from board.kept import snapshots
from board.kept.archive import (
    DATABASE,
    ERASED,
    Broken,
    is_locked,
    open_up,
    unlock,
)
from board.kept.backups import put_in_place, sync_folder
from board.kept.soundness import faults
from board.migrations.run import can_upgrade, migrate
from board.photos import store
from board.privacy import erased_list
from board.privacy.actions import again
from board.privacy.cleaning import clean
from board.private import make_folder

BENCH = "restoring"  # the folder in which it is built
Make = Callable[[Settings], Flask]


class NotEmpty(Exception):
    """There is something already where the backup should go."""


def restore(file: Path, settings: Settings, make: Make, passphrase: str = "") -> int:
    """Restore a backup and erase again who was erased since; how many pictures came
    with it. `make` makes an application.

    Raises NotEmpty, Broken, or OSError where the disk is full.
    """
    place = settings.database_file.parent if settings.database_file else None
    bench = (place or settings.instance_path) / BENCH
    _refuse_what_is_there(settings, bench)
    shutil.rmtree(bench, ignore_errors=True)
    make_folder(bench.parent)
    bench.mkdir(mode=0o700)
    about = _open(file, bench, passphrase)
    _see_that_it_fits(about, settings)
    app = make(settings)
    _note_erased(app, bench / ERASED)
    with app.app_context():
        for picture in sorted((bench / "pictures").glob("*/*.webp")):
            sha256, size = picture.stem.rsplit("-", 1)
            store.put(sha256, size, picture.read_bytes())
        if settings.database_file:
            _restore_file(bench / DATABASE, settings, make)
        else:
            _restore_rows(bench, about, settings, make)
    shutil.rmtree(bench, ignore_errors=True)
    return int(about["pictures"])


def _refuse_what_is_there(settings: Settings, bench: Path) -> None:
    """Raises NotEmpty: a board, or pictures that no unfinished restore left."""
    file = settings.database_file
    if file and file.exists() and file.stat().st_size:
        raise NotEmpty(f"There is a board at {file} already.")
    uploads = settings.instance_path / "uploads"
    if not bench.exists() and uploads.is_dir() and any(uploads.iterdir()):
        raise NotEmpty(f"There are pictures in {uploads} already.")
    if file is None and not _has_no_tables(settings):
        raise NotEmpty("There are tables in that database already.")


def _has_no_tables(settings: Settings) -> bool:
    engine = create_engine(settings.database_url, **engine_options(settings))
    try:
        with engine.begin() as connection:
            return snapshots.is_empty(connection)
    finally:
        engine.dispose()


def _open(file: Path, bench: Path, passphrase: str) -> dict[str, Any]:
    """Unpack the file, each part compared with its hash."""
    if is_locked(file):
        if not passphrase:
            raise Broken("It is encrypted: a passphrase is needed.")
        unlock(file, bench / "backup.tar.gz", passphrase)
        file = bench / "backup.tar.gz"
    return open_up(file, bench)


def _see_that_it_fits(about: dict[str, Any], settings: Settings) -> None:
    kind = "sqlite" if settings.is_sqlite else "postgresql"
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    if about["database"] != kind:
        raise Broken(
            f"It is of a board on {names[about['database']]}, and BOARD_DATABASE_URL "
            f"names {names[kind]}: a board goes back to the kind of database it came "
            "from."
        )
    if not can_upgrade(about["revision"]):
        raise Broken(
            f"Its database is at version {about['revision']}, which this program does "
            "not know. Restore it with the program that made it."
        )


def _restore_file(built: Path, settings: Settings, make: Make) -> None:
    """Bring the file up to date, check it, erase again; its name comes last."""
    here = replace(settings, database_url=f"sqlite:///{built}")
    migrate(here)
    with snapshots.opened(built, settings) as connection:
        if wrong := list(faults(connection)):
            raise Broken(" ".join(wrong[:5]))
    app = make(here)
    with app.app_context():
        _erase_again()
        db.session.remove()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        db.engine.dispose()
    assert settings.database_file
    put_in_place(built, settings.database_file)


def _restore_rows(
    bench: Path, about: dict[str, Any], settings: Settings, make: Make
) -> None:
    """Fill the database in one transaction, and hold up whoever would serve it until
    the erased are erased again."""
    engine = create_engine(settings.database_url, **engine_options(settings))
    settings.unfinished_restore.touch()
    sync_folder(bench)
    with engine.begin() as connection:
        if not snapshots.is_empty(connection):
            raise NotEmpty("There are tables in that database already.")
        snapshots.load_rows(connection, bench / "rows", about)
        with reading(connection):
            if wrong := list(faults(connection)):
                raise Broken(" ".join(wrong[:5]))
    engine.dispose()
    finish(settings, make)


def finish(settings: Settings, make: Make) -> bool:
    """Erase again who was erased since a backup that is restored by now; whether that
    was still to be done."""
    bench = settings.instance_path / BENCH
    if not settings.unfinished_restore.exists() or _has_no_tables(settings):
        return False  # ended even before the rows were there
    app = make(settings)
    with app.app_context():
        _erase_again()
        db.session.remove()
        db.engine.dispose()
    shutil.rmtree(bench, ignore_errors=True)
    return True


def _note_erased(app: Flask, theirs: Path) -> None:
    """Add those who were erased before the backup was made to those listed here."""
    if theirs.is_file():
        with app.app_context():
            erased_list.note(erased_list.parse(theirs.read_text("ascii", "replace")))


def _erase_again() -> None:
    """Erase each person of the list whom the backup brought back."""
    with write_tx():
        left = again(erased_list.listed())
    clean(*left)
