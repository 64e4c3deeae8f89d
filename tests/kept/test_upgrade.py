"""A board that the first release made goes on with this one: all its rows, pages and
people."""

import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic import command
from flask import Flask
from sqlalchemy import create_engine, text

from board.config import Settings
from board.db import db
from board.migrations import run
from tests.cli.conftest import DATA, Command
from tests.conftest import on_sqlite
from tests.kept.test_backup import restore
from tests.pages import Browser, over_wsgi

KEPT = DATA / "0.1.0"
# how many the demo of 0.1.0 had
COUNTED = {
    "person": 28,
    "issue": 30,
    "comment": 74,
    "campaign": 6,
    "task": 30,
    "event": 8,
    "activity": 752,
    "notification": 1576,
    "photo": 24,
}
PAGES = (
    "/",
    "/issues",
    "/campaigns",
    "/tasks",
    "/events",
    "/areas/hodge-hill",
    "/playbooks",
    "/courses",
    "/moderation/log",
)


@pytest.fixture
def upgraded(
    board: Command,
    settings: Settings,
    place: Settings,
    restored: Callable[[], Flask],
) -> Flask:
    """The demo of 0.1.0, restored and brought up to date."""
    kind = "sqlite" if settings.is_sqlite else "postgresql"
    restore(board, KEPT / f"{kind}.tar.gz", place)
    return restored()


def test_all_rows_of_the_first_release_are_there(upgraded: Flask) -> None:
    with upgraded.app_context():
        held = {
            table: db.session.scalar(text(f"SELECT count(*) FROM {table}"))
            for table in COUNTED
        }
    assert held == COUNTED


def test_its_checks_find_nothing_wrong(
    upgraded: Flask, board: Command, place: Settings
) -> None:
    said = board("check", instance=place.instance, database_url=place.database_url)
    assert said.exit_code == 0, said.output


def test_its_people_sign_in_and_its_pages_are_read(upgraded: Flask) -> None:
    browser = Browser(over_wsgi(upgraded))
    who = {"email": "organiser@example.org", "password": "demo-board-2026"}
    assert browser.fill("/login", who).status == 303
    assert {path: browser.get(path).status for path in PAGES} == dict.fromkeys(
        PAGES, 200
    )


@on_sqlite
def test_its_file_is_brought_up_to_date_where_it_lies(
    board: Command, place: Settings
) -> None:
    unpack(place)
    said = board("init", instance=place.instance, database_url=place.database_url)
    assert said.exit_code == 0, said.output
    assert revision(place) == run.newest()


@on_sqlite
def test_interrupted_it_is_still_the_board_of_the_first_release(
    place: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    unpack(place)
    before = revision(place)
    whole = command.upgrade

    def broken(*args: object, **kwargs: object) -> None:
        whole(*args, **kwargs)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "upgrade", broken)
    with pytest.raises(KeyboardInterrupt):
        run.migrate(place)
    assert revision(place) == before
    monkeypatch.undo()
    assert run.migrate(place) == (before, run.newest())


def unpack(place: Settings) -> None:
    """The database of 0.1.0 as it lay in its folder."""
    assert place.database_file
    with tarfile.open(KEPT / "sqlite.tar.gz") as archive:
        held = archive.extractfile("board.db")
        assert held
        Path(place.database_file).write_bytes(held.read())


def revision(place: Settings) -> str | None:
    """The schema its file has."""
    engine = create_engine(place.database_url)
    with engine.connect() as connection:
        found = run.current(connection)
    engine.dispose()
    return found
