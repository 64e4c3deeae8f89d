"""An empty place to restore into, and what a board holds in words."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from board import create_app, settings_read
from board.config import Settings
from board.db import db
from tests.builders import Rows
from tests.cli.conftest import Command, board  # noqa: F401  the fixture
from tests.conftest import administer, postgres_url
from tests.trouble.conftest import server_of

Holds = dict[str, list[Any]]
# what a program writes for itself while it runs
OF_ITS_OWN = ("job", "allowance", "unsent_text")


@pytest.fixture
def place(settings: Settings, workshop: Path) -> Iterator[Settings]:
    """An empty folder, and on PostgreSQL an empty database."""
    folder = workshop / "restored"
    folder.mkdir()
    url = f"sqlite:///{folder / 'board.db'}"
    if not settings.is_sqlite:
        server, name = server_of(settings)
        administer(
            server,
            f"DROP DATABASE IF EXISTS {name}_restored WITH (FORCE)",
            f"CREATE DATABASE {name}_restored",
        )
        url = postgres_url(server, f"{name}_restored")
    given = {"BOARD_INSTANCE": str(folder), "BOARD_DATABASE_URL": url}
    yield replace(settings_read.load(given), site_name=settings.site_name)
    remove(folder)
    if not settings.is_sqlite:
        administer(server, f"DROP DATABASE IF EXISTS {name}_restored WITH (FORCE)")


def remove(folder: Path) -> None:
    """Delete a folder and all in it."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    folder.rmdir()


@pytest.fixture
def restored(place: Settings) -> Iterator[Callable[[], Flask]]:
    """Opens the board that was restored there."""
    made: list[Flask] = []

    def open_board() -> Flask:
        made.append(create_app(place))
        return made[-1]

    yield open_board
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def contents(app: Flask) -> Holds:
    """Every row of every table that people know of."""
    found = Rows(app).everything()
    return {name: rows for name, rows in found.items() if name not in OF_ITS_OWN}


def left(folder: Path) -> list[str]:
    """What lies in a folder, by name."""
    return sorted(path.name for path in folder.iterdir())
