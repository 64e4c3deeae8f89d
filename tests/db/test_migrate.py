"""Bringing a database to the present schema."""

from hashlib import sha256
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import create_engine, inspect

from board import config, settings_read
from board.config import Settings
from board.db import Model, db
from board.migrations import run


def test_the_migrations_make_what_the_models_say(app: Flask) -> None:
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
    settings = settings_read.load({"BOARD_INSTANCE": str(tmp_path)})
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


def test_the_migration_of_the_first_release_is_as_it_was_released() -> None:
    path = config.PACKAGE / "migrations" / "versions" / "0001_the_first_board.py"
    _, does = path.read_text().split("def upgrade() -> None:")
    assert sha256(does.encode()).hexdigest()[:8] == "7390aec4"
