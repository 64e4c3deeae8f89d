"""Bringing a database to the present schema: one transaction, so an interruption leaves
the old or the new."""

import re
import time
from typing import TYPE_CHECKING

from sqlalchemy import Connection, create_engine, inspect

from board.config import PACKAGE, Settings
from board.db.engine import WAIT, engine_options, own_transactions
from board.db.transactions import queue_for
from board.private import close, make_file, make_folder

# Alembic is imported where it is used: a server only compares two names and should
# start at once.
if TYPE_CHECKING:
    from alembic.config import Config


class UnknownRevision(Exception):
    """The database is at a revision this program knows nothing of."""

    def __init__(self, revision: str | None) -> None:
        super().__init__(
            f"The database is at version {revision}, which this program can't bring up "
            "to date: it was made before the first release, or by a newer one. Go on "
            "with the program that made it, or begin with an empty instance folder or "
            "database. “Upgrades” in docs/keeping.md says what can be brought along."
        )


def alembic_config(connection: Connection | None = None) -> "Config":
    """Alembic's configuration, without a file of its own."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(PACKAGE / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def newest() -> str:
    """The revision this version of the program needs: the one that no other builds
    upon."""
    (last,) = _named("revision") - _named("down_revision")
    return last


def can_upgrade(revision: str | None) -> bool:
    """Whether a database at this revision, or an empty one, can be brought up to
    date."""
    return revision is None or revision in _named("revision")


def _named(name: str) -> set[str]:
    """What the files of migrations call so, read without importing them."""
    files = (PACKAGE / "migrations" / "versions").glob("*.py")
    text = "\n".join(path.read_text() for path in files)
    return set(re.findall(rf"^{name} = ['\"](\w+)", text, re.MULTILINE))


def current(connection: Connection) -> str | None:
    """The revision the database is at; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.exec_driver_sql(
        "SELECT version_num FROM alembic_version"
    ).scalar()
    return revision


def migrate(settings: Settings) -> tuple[str | None, str | None]:
    """Create or bring up the schema; returns the revision before and after.

    UnknownRevision where no migration leads on from what is there.

    On SQLite foreign keys are off meanwhile (rebuilding a table must not delete the
    rows that refer to it) and the transaction is begun by hand, since the driver would
    commit half of it.
    """
    make_folder(settings.instance_path)
    if settings.database_file:
        make_file(settings.database_file)
    close(settings.own_files)
    engine = create_engine(settings.database_url, **engine_options(settings))
    try:
        if settings.is_sqlite:
            own_transactions(engine)
            until = time.monotonic() + WAIT
            with queue_for(engine, until):
                return _migrate_sqlite(
                    engine.connect().execution_options(write_until=until)
                )
        with engine.begin() as connection:
            return _upgrade(connection)
    finally:
        engine.dispose()


def _upgrade(connection: Connection) -> tuple[str | None, str | None]:
    from alembic import command

    before = current(connection)
    if not can_upgrade(before):
        raise UnknownRevision(before)
    command.upgrade(alembic_config(connection), "head")
    return before, current(connection)


def _migrate_sqlite(connection: Connection) -> tuple[str | None, str | None]:
    driver = connection.connection.dbapi_connection
    assert driver is not None
    driver.cursor().execute("PRAGMA foreign_keys=OFF")
    with connection, connection.begin():
        versions = _upgrade(connection)
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(
                f"the migration would leave {len(broken)} rows that refer to nothing"
            )
        return versions
