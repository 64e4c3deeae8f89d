"""Bringing a database to the present schema."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import MetaData, create_engine, insert, inspect

from board import config, create_app, models
from board.config import Settings
from board.db import Model, db, engine_options
from board.issues import lists
from board.migrations import run
from tests.conftest import administer, postgres_url, settings_for


def test_the_migrations_make_what_the_models_say(app: Flask) -> None:
    assert models.accounts
    ours = set(Model.metadata.tables)
    with app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, kind, _: name in ours or kind != "table"
            },
        )
        differences = [
            d
            for d in compare_metadata(context, Model.metadata)
            if "search" not in str(d)
        ]
    assert differences == []


def test_migrating_twice_changes_nothing(settings: Settings) -> None:
    assert run.migrate(settings) == (run.newest(), run.newest())


def test_an_interrupted_migration_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = config.load({"BOARD_INSTANCE": str(tmp_path)})
    whole = command.upgrade

    def broken(*args: object, **kwargs: object) -> None:
        whole(*args, **kwargs)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "upgrade", broken)
    with pytest.raises(KeyboardInterrupt):
        run.migrate(settings)
    engine = create_engine(settings.database_url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()
    monkeypatch.undo()
    assert run.migrate(settings) == (None, run.newest())


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_posts_of_an_older_board_are_found_in_every_script(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    settings = settings_for(tmp_path, f"sqlite:///{tmp_path / 'board.db'}")
    if kind == "postgresql":
        server = request.getfixturevalue("postgres")
        administer(server, "CREATE DATABASE older")
        settings = settings_for(tmp_path, postgres_url(server, "older"))
    engine = create_engine(settings.database_url, **engine_options(settings))
    with engine.begin() as connection:
        command.upgrade(run.alembic_config(connection), "0020")
        tables = MetaData()
        tables.reflect(connection, only=("area", "issue"))
        now = (
            datetime(2026, 1, 1, tzinfo=UTC)
            if kind == "postgresql"
            else datetime(2026, 1, 1)
        )
        connection.execute(
            insert(tables.tables["area"]).values(
                id=1, slug="lodz", name="Lodz", about=""
            )
        )
        for number, title in enumerate(("The lamp is out", "Łódka", "駅前の自転車"), 1):
            said = {
                "title": title,
                "body": "",
                "place": "",
                "category": "noise",
                "kind": "problem",
                "state": "open",
            }
            counts = dict.fromkeys(
                ("second_count", "comment_count", "photo_count", "month", "posted_on"),
                0,
            )
            times = {"created_at": now, "active_at": now, "edit_until": now}
            rest = {"id": number, "area_id": 1, "show_name": False, "version": 1}
            given = {**said, **counts, **times, **rest}
            columns = tables.tables["issue"].c.keys()
            row = {name: value for name, value in given.items() if name in columns}
            connection.execute(insert(tables.tables["issue"]).values(row))
    engine.dispose()
    run.migrate(settings)
    app = create_app(settings)
    with app.app_context():
        for words, title in (
            ("lamp", "The lamp is out"),
            ("LODKA", "Łódka"),
            ("自転車", "駅前の自転車"),
        ):
            assert [row.title for row in lists.listed(lists.Filter(q=words)).rows] == [
                title
            ]
        db.engine.dispose()
