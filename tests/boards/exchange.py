"""Other boards for tests, and what they hand each other as bytes."""

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.serving import BaseWSGIServer, make_server

from board import clock, create_app
from board.accounts.models import Person
from board.activity.actions import record
from board.activity.verbs import DEMO_LOADED
from board.boards import actions, publishing, queries
from board.boards.models import Arrival, State
from board.boards.publishing import COURSES, PLAYBOOKS, WINS, Published
from board.db import Model, db
from board.jobs.run import run_all
from tests.builders import Maker
from tests.conftest import Template, settings_for

FEEDS = {"playbooks": PLAYBOOKS, "courses": COURSES, "wins": WINS}


def published(make: Maker, kind: str, after: int = 0) -> bytes:
    """A page of a feed of this board."""
    with make.app.app_context():
        return publishing.page(FEEDS[kind], f"/{kind}.json", after)


def single(make: Maker, feed: Published, number: int) -> bytes:
    """One thing of this board as a file."""
    with make.app.app_context():
        return publishing.single(feed, number)


def bring(make: Maker, by: Person, document: bytes) -> int:
    """Read in a file; how many drafts it made."""
    with make.writing():
        return actions.import_file(make._here(by), document)


def drafts(make: Maker) -> list[Arrival]:
    """What waits."""
    with make.app.app_context():
        return list(
            db.session.scalars(
                db.select(Arrival)
                .where(Arrival.state == State.OPEN)
                .order_by(Arrival.id)
            )
        )


def accept(make: Maker, arrival: Arrival, by: Person) -> Any:
    """Take it."""
    with make.writing():
        return actions.accept(queries.get(arrival.id), make._here(by))


def decline(make: Maker, arrival: Arrival, by: Person) -> None:
    """Leave it."""
    with make.writing():
        actions.decline(queries.get(arrival.id), make._here(by))


def hide(make: Maker, thing: Model) -> None:
    """Moderators have hidden it."""
    with make.writing():
        here: Any = make._here(thing)
        here.hidden_at, here.hidden_for = clock.now(), "Rule 1"
        record(DEMO_LOADED, here, by=None, kind="area", topics=["areas"])


def ask(make: Maker, days: float = 0) -> None:
    """The job asks the boards that are followed, in so many days."""
    with make.app.app_context(), clock.set_to(clock.now() + timedelta(days=days)):
        run_all(names=["boards"])


def send(make: Maker, days: float = 0) -> None:
    """The job sends what is to travel back, in so many days."""
    with make.app.app_context(), clock.set_to(clock.now() + timedelta(days=days)):
        run_all(names=["suggestions"])


def accept_all(make: Maker, by: Person) -> None:
    """Take all that waits."""
    for arrival in drafts(make):
        accept(make, arrival, by)


Elsewhere = Callable[..., Maker]


@pytest.fixture
def elsewhere(
    sqlite_template: Callable[[str], Template],
    workshop: Path,
    leave: Callable[[Flask], None],
) -> Iterator[Elsewhere]:
    """Makes another board with the same few people, on a database of its own, at an
    address if need be."""
    made: list[Maker] = []

    def make(name: str, at: str = "") -> Maker:
        sqlite_template("people")
        folder = workshop / name
        folder.mkdir()
        shutil.copy(workshop / "people.db", folder / "board.db")
        settings = settings_for(folder, f"sqlite:///{folder / 'board.db'}")
        at = at or f"https://{name}.example"
        made.append(Maker(create_app(replace(settings, site_name=name, base_url=at))))
        return made[-1]

    yield make
    for maker in made:
        leave(maker.app)
        shutil.rmtree(maker.app.instance_path)


@pytest.fixture
def near(elsewhere: Elsewhere) -> Iterator[Callable[[str], Maker]]:
    """Makes another board that answers on this machine, at its own address."""
    servers: list[BaseWSGIServer] = []

    def make(name: str) -> Maker:
        made: list[Maker] = []

        def app(environ: Any, start: Any) -> Any:
            return made[0].app(environ, start)

        servers.append(make_server("127.0.0.1", 0, app, threaded=True))
        made.append(elsewhere(name, f"http://127.0.0.1:{servers[-1].server_port}"))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return made[0]

    yield make
    for server in servers:
        server.shutdown()
        server.server_close()


def at(make: Maker) -> str:
    """The address of a board."""
    return str(make.app.config["BOARD"].base_url)


def rows_of(make: Maker, model: type[Model]) -> list[Any]:
    """All rows of a table of that board."""
    with make.app.app_context():
        return list(db.session.scalars(db.select(model)))
