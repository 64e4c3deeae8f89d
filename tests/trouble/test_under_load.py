"""The disk fills up or the database goes while people write: they are told to come
back, and it goes on by itself."""

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from board.config import Settings
from tests.conftest import (
    Template,
    administer,
    control,
    postgres_url,
    settings_for,
)
from tests.live.test_processes import workers
from tests.trials import Figure
from tests.trouble.conftest import Trouble
from tests.trouble.crowd import Crowd
from tests.waiting import soon

pytestmark = pytest.mark.trial


@pytest.fixture
def disk(workshop: Path) -> Iterator[Path]:
    """A small disk of its own; an ordinary folder where the system lets us
    mount none."""
    folder = Path(tempfile.mkdtemp(prefix="disk_", dir=workshop))
    words = ["mount", "-t", "tmpfs", "-o", "size=64m,mode=755", "tmpfs", str(folder)]
    with_disk = subprocess.run(words, capture_output=True, check=False).returncode == 0
    yield folder
    if with_disk:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def settings(
    request: pytest.FixtureRequest, template: Template, workshop: Path, disk: Path
) -> Iterator[Settings]:
    """A board whose database and files are on the small disk."""
    if template.is_sqlite:
        shutil.copy(workshop / f"{template.name}.db", disk / "board.db")
        yield settings_for(disk, f"sqlite:///{disk / 'board.db'}")
        return
    server, name, shelf = (
        request.getfixturevalue("postgres"),
        disk.name,
        disk / "tables",
    )
    shelf.mkdir(mode=0o700)
    os.chown(shelf, server.stat().st_uid, server.stat().st_gid)
    administer(server, f"CREATE TABLESPACE {name} LOCATION '{shelf}'")
    administer(
        server,
        (
            f"CREATE DATABASE {name} TEMPLATE {template.name} STRATEGY file_copy "
            f"TABLESPACE {name}"
        ),
    )
    try:
        yield settings_for(disk, postgres_url(server, name))
    finally:
        administer(server, f"DROP DATABASE {name} WITH (FORCE)")
        administer(server, f"DROP TABLESPACE {name}")


@pytest.fixture
def full_disk(disk: Path, crowd: Crowd, settings: Settings, full: Trouble) -> Trouble:
    """While the block lasts, the disk takes no more."""

    @contextmanager
    def filled() -> Iterator[None]:
        with (disk / "ballast").open("wb", buffering=0) as ballast:
            for size in (2**20, 2**12):
                with suppress(OSError):  # there is no space left
                    while True:
                        ballast.write(bytes(size))
        yield
        (disk / "ballast").unlink()

    @contextmanager
    def limited() -> Iterator[None]:
        """Where there is no disk of its own, the system lets the workers write no file
        any further."""
        for worker in workers(crowd.server):
            worker.rlimit(resource.RLIMIT_FSIZE, (10_000, resource.RLIM_INFINITY))
        yield
        for worker in workers(crowd.server):
            worker.rlimit(
                resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
            )

    if os.path.ismount(disk):
        return filled
    return limited if settings.is_sqlite else full


@pytest.fixture
def taken(request: pytest.FixtureRequest, settings: Settings, kept: Trouble) -> Trouble:
    """While the block lasts, SQLite's file is another program's, and PostgreSQL is
    stopped."""

    @contextmanager
    def stopped() -> Iterator[None]:
        start: Callable[[], None] = request.getfixturevalue("put_up_again")
        server: Any = request.getfixturevalue("postgres_server")
        control(server, "stop")
        yield
        start()

    return kept if settings.is_sqlite else stopped


def test_everybody_is_told_that_the_disk_is_full_and_goes_on_when_there_is_room(
    crowd: Crowd, full_disk: Trouble, figure: Figure
) -> None:
    with crowd:
        crowd.goes_on()
        with full_disk():
            soon(
                lambda: crowd.answers["507"] + crowd.answers["503"] > 20,
                "nobody is told",
            )
            read = crowd.answers["200"]
            soon(lambda: crowd.answers["200"] > read + 4, "what is there can't be read")
        figure("somebody writes again once the disk has room", crowd.goes_on())
    crowd.check()
    figure("times the disk was full", 1)
    figure("told so (507)", crowd.answers["507"])


def test_everybody_is_told_that_the_database_is_away_and_goes_on_when_it_is_there(
    crowd: Crowd, taken: Trouble, figure: Figure
) -> None:
    with crowd:
        crowd.goes_on()
        with taken():
            soon(lambda: crowd.answers["503"] >= 4, "nobody is told")
        figure("somebody writes again once the database is there", crowd.goes_on())
    crowd.check()
    figure("times the database was away", 1)
    figure("told so (503)", crowd.answers["503"])
