"""What an upgrade does to what was there before."""

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, create_engine

from board.config import Settings
from board.migrations import run
from tests.conftest import administer, postgres_url, settings_for

Old = Callable[..., Settings]
numbers = count(1)
PEOPLE = """
    INSERT INTO person (id, name, email, password_hash, is_operator, created_at)
        VALUES ({id}, '{name}', '{name}@example.org', '{hash}', {id} = 2, '2026-01-01 12:00:00');
    INSERT INTO sign_in (token_hash, person_id, created_at, expires_at)
        VALUES ('{name}', {id}, '2026-01-01 12:00:00', '2036-01-01 12:00:00');
    INSERT INTO calendar_address (person_id, token) VALUES ({id}, '{name}')"""
DEMO = """INSERT INTO activity (id, at, verb, subject_kind, subject_id, facts)
    VALUES (1, '2026-01-01 12:00:00', 'demo.loaded', 'area', 1, '{}')"""


@pytest.fixture(params=["sqlite", "postgresql"])
def old_board(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Old]:
    """Makes a board of an older version with some rows in it: old_board("0016", "INSERT
    …")."""
    name = f"old_{next(numbers)}"
    url = f"sqlite:///{tmp_path / 'board.db'}"
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres")
        administer(server, f"CREATE DATABASE {name}")
        url = postgres_url(server, name)

    def make(version: str, *statements: str) -> Settings:
        on_board(
            url,
            lambda connection: command.upgrade(run.alembic_config(connection), version),
        )
        for statement in statements:
            on_board(
                url, lambda connection, said=statement: connection.exec_driver_sql(said)
            )  # type: ignore[misc]
        return settings_for(tmp_path, url)

    yield make
    if request.param == "postgresql":
        administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def on_board(url: str, do: Callable[[Connection], object]) -> list[tuple[object, ...]]:
    """Do something in a transaction; the rows it gives, if any."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            given = do(connection)
            return (
                [tuple(row) for row in given]
                if getattr(given, "returns_rows", False)
                else []
            )  # type: ignore[attr-defined]
    finally:
        engine.dispose()


def rows(settings: Settings, statement: str) -> list[tuple[object, ...]]:
    """What a query gives."""
    return on_board(
        settings.database_url, lambda connection: connection.exec_driver_sql(statement)
    )


def somebody(id: int, name: str, password_hash: str) -> list[str]:
    """An account, signed in somewhere, with a calendar: one statement each."""
    return PEOPLE.format(id=id, name=name, hash=password_hash).split(";")


def test_what_opened_accounts_whose_mailbox_never_answered_ends(old_board: Old) -> None:
    settings = old_board(
        "0016", *somebody(1, "typed", "$argon2id$x"), *somebody(2, "mailed", "")
    )
    run.migrate(settings)
    assert rows(settings, "SELECT name, password_hash FROM person ORDER BY id") == [
        ("typed", ""),
        ("mailed", ""),
    ]
    assert rows(settings, "SELECT person_id FROM sign_in") == [(2,)]
    assert rows(settings, "SELECT person_id FROM calendar_address") == [(2,)]


def test_the_people_of_a_demo_keep_their_password(old_board: Old) -> None:
    settings = old_board("0016", DEMO, *somebody(1, "typed", "$argon2id$x"))
    run.migrate(settings)
    assert rows(settings, "SELECT password_hash FROM person") == [("$argon2id$x",)]
    assert rows(settings, "SELECT person_id FROM sign_in") == [(1,)]
