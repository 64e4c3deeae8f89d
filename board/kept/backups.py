"""Making a backup: the database as it is at one moment and the pictures it names, in
one file that is checked before it stands at its name."""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from flask import current_app
from sqlalchemy import select, union

from board import clock
from board.config import Settings
from board.db import read
from board.kept import snapshots
from board.kept.archive import DATABASE, ERASED, Archive, Broken, lock, open_up
from board.kept.soundness import faults
from board.migrations.run import current
from board.photos import store
from board.photos.models import Photo, WaitingPicture
from board.photos.pictures import SIZES


class Made(NamedTuple):
    """A backup that is whole."""

    file: Path
    size: int  # bytes
    seconds: float
    pictures: int
    missing: int  # pictures the database names of which there is no file


def make(file: Path, passphrase: str = "") -> Made:
    """Back up the board into a file; what stood there stays until the new one is whole.

    Raises Broken or ValueError where the board or the backup is not sound, and OSError
    where the disk is full; nothing is left behind.
    """
    began = time.monotonic()
    settings: Settings = current_app.config["BOARD"]
    with bench_beside(file) as bench:
        draft = bench / "backup.tar.gz"
        pictures, missing = _write(settings, bench, Archive(draft))
        _check(settings, draft, bench)
        if passphrase:
            lock(draft, bench / "backup.age", passphrase)
            draft = bench / "backup.age"
        put_in_place(draft, file)
    size = file.stat().st_size
    return Made(file, size, time.monotonic() - began, pictures, missing)


@contextmanager
def bench_beside(file: Path) -> Iterator[Path]:
    """A private folder beside the file to work in, gone afterwards; what a killed
    program left there goes first."""
    start = f".{file.name}."
    for left in file.parent.glob(f"{start}*.part"):
        number = left.name.removeprefix(start).removesuffix(".part")
        if not (number.isdecimal() and _runs(int(number))):
            shutil.rmtree(left, ignore_errors=True)
    bench = file.parent / f"{start}{os.getpid()}.part"
    bench.mkdir(mode=0o700)
    try:
        yield bench
    finally:
        shutil.rmtree(bench, ignore_errors=True)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return process != os.getpid()


def _write(settings: Settings, bench: Path, archive: Archive) -> tuple[int, int]:
    """Fill the archive; how many pictures are in it, and how many have no file."""
    began = f"{clock.now():%Y-%m-%dT%H:%M:%SZ}"
    try:
        about, hashes = _add_database(settings, bench, archive)
        pictures, missing = _add_pictures(hashes, archive)
        erased = settings.instance_path / ERASED
        if erased.is_file():
            archive.add(ERASED, erased.read_bytes())
        archive.close({"began_at": began, "pictures": pictures, **about})
    except BaseException:
        archive.abandon()
        raise
    return pictures, missing


def _add_database(
    settings: Settings, bench: Path, archive: Archive
) -> tuple[dict[str, Any], list[str]]:
    """What is needed to restore it, and the hashes of the pictures it names."""
    if not settings.is_sqlite:
        folder = bench / "rows"
        folder.mkdir()
        about, hashes = snapshots.copy_rows(folder, named_pictures)
        for path in sorted(folder.iterdir()):
            archive.add_file(f"rows/{path.name}", path)
            path.unlink()
        return {"database": "postgresql", **about}, hashes
    file = bench / DATABASE
    snapshots.copy_sqlite(file)
    archive.add_file(DATABASE, file)
    with snapshots.opened(file, settings) as connection:
        revision = current(connection)
        hashes = named_pictures()
    for end in ("", "-wal", "-shm"):
        Path(f"{file}{end}").unlink(missing_ok=True)
    return {"database": "sqlite", "revision": revision}, hashes


def named_pictures() -> list[str]:
    """The hashes of all pictures the database names."""
    named = union(select(Photo.sha256), select(WaitingPicture.sha256))
    return [row.sha256 for row in read(named)]


def _add_pictures(hashes: list[str], archive: Archive) -> tuple[int, int]:
    """Add the files of these; how many, and of how many there is none (any more)."""
    missing = 0
    for sha256 in hashes:
        files = {size: store.read(sha256, size) for size in SIZES}
        missing += None in files.values()
        for size, content in files.items():
            if content is not None:
                archive.add(f"pictures/{sha256[:2]}/{sha256}-{size}.webp", content)
    return len(hashes) - missing, missing


def _check(settings: Settings, draft: Path, bench: Path) -> None:
    """Open what was written as a restore would. Raises Broken."""
    opened = bench / "opened"
    about = open_up(draft, opened, lambda name: name == DATABASE)
    if about["database"] == "sqlite":
        with snapshots.opened(opened / DATABASE, settings) as connection:
            if wrong := list(faults(connection)):
                raise Broken(" ".join(wrong[:5]))
    shutil.rmtree(opened, ignore_errors=True)


def put_in_place(draft: Path, to: Path) -> None:
    """Give a finished file its name, on the disk before this returns."""
    draft.chmod(0o600)
    with draft.open("rb") as file:
        os.fsync(file.fileno())
    draft.replace(to)
    sync_folder(to.parent)


def sync_folder(folder: Path) -> None:
    """What happened to names in a folder is on the disk."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
