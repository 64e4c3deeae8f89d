"""Real trouble: a database that does not answer, one that somebody keeps for
themselves, a disk that takes no more."""

import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from sqlalchemy import Engine, event, make_url

from board.config import Settings
from board.db import db
from tests.builders import Maker, People, Rows, Things
from tests.conftest import Server, administer, control
from tests.trouble.crowd import Crowd

Trouble = Callable[[], AbstractContextManager[None]]
HOLDER = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("mine", flush=True)
time.sleep(60)
"""


def file_of(settings: Settings) -> Path:
    """SQLite's file."""
    return Path(settings.database_url.removeprefix("sqlite:///"))


def server_of(settings: Settings) -> tuple[Path, str]:
    """Where PostgreSQL listens, and the database's name."""
    url = make_url(settings.database_url)
    return Path(str(url.query["host"])), str(url.database)


@pytest.fixture
def crowd(
    serve: Callable[..., Server],
    make: Maker,
    rows: Rows,
    people: People,
    things: Things,
) -> Crowd:
    """Those who write to a server with two processes."""
    return Crowd(serve(limits="off"), make, rows, people, things)


@pytest.fixture
def put_up_again(postgres_server: Any) -> Iterator[Callable[[], None]]:
    """Starts PostgreSQL; for those who come after, too, where the test ends before."""
    up = []

    def start() -> None:
        up.append(control(postgres_server, "start"))

    yield start
    if not up:
        start()


@pytest.fixture
def away(app: Flask, settings: Settings) -> Trouble:
    """While the block lasts, the database answers nobody; those who were connected lose
    their connection."""

    @contextmanager
    def on_sqlite() -> Iterator[None]:
        with app.app_context():
            db.engine.dispose()
        file, kept = file_of(settings), file_of(settings).with_suffix(".kept")
        file.rename(kept)
        file.mkdir()
        yield
        file.rmdir()
        kept.rename(file)

    @contextmanager
    def on_postgresql() -> Iterator[None]:
        server, name = server_of(settings)
        administer(server, f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        administer(
            server,
            (
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname "
                "= "
                f"'{name}'"
            ),
        )
        yield
        administer(server, f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")

    return on_sqlite if settings.is_sqlite else on_postgresql


@pytest.fixture
def kept(settings: Settings) -> Trouble:
    """While the block lasts, another program keeps what everybody writes to."""

    @contextmanager
    def on_sqlite() -> Iterator[None]:
        words = [sys.executable, "-c", HOLDER, str(file_of(settings))]
        with subprocess.Popen(words, stdout=subprocess.PIPE) as program:
            assert program.stdout
            assert program.stdout.readline()
            yield
            program.kill()

    @contextmanager
    def on_postgresql() -> Iterator[None]:
        server, name = server_of(settings)
        with psycopg.connect(
            f"host={server} user=postgres dbname={name}"
        ) as connection:
            for table in ("comment", "sign_in"):
                connection.execute(f"LOCK TABLE {table} IN EXCLUSIVE MODE")  # type: ignore[arg-type]
            yield
            connection.rollback()

    return on_sqlite if settings.is_sqlite else on_postgresql


@pytest.fixture
def full(app: Flask, settings: Settings) -> Trouble:
    """While the block lasts, the database has no room for a comment."""

    @contextmanager
    def on_sqlite() -> Iterator[None]:
        with app.app_context():
            engine = db.engine
        with engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        with each_connection(engine, f"PRAGMA max_page_count={pages}"):
            yield

    @contextmanager
    def on_postgresql() -> Iterator[None]:
        """Its error, word for word: a disk of the server's own is out of a test's
        reach."""
        server, name = server_of(settings)
        with psycopg.connect(
            (f"host={server} user=postgres dbname={name}"), autocommit=True
        ) as connection:
            connection.execute(NO_ROOM)
            yield
            connection.execute("DROP TRIGGER no_room ON comment")

    return on_sqlite if settings.is_sqlite else on_postgresql


@contextmanager
def each_connection(engine: Engine, statement: str) -> Iterator[None]:
    """While the block lasts, connections are new ones and begin with this statement."""

    def begin(connection: Any, _record: object) -> None:
        connection.execute(statement)

    engine.dispose()
    event.listen(engine, "connect", begin)
    yield
    event.remove(engine, "connect", begin)
    engine.dispose()


NO_ROOM = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RAISE EXCEPTION 'could not extend file "base/1/2": No space left on device' USING ERRCODE = '53100';
END $$;
CREATE TRIGGER no_room BEFORE INSERT ON comment FOR EACH ROW EXECUTE FUNCTION no_room();
"""


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """The system lets this process write no file any further."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
