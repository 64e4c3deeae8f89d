"""PostgreSQL's own settings that a board depends on."""

from collections.abc import Iterator

from sqlalchemy import text

from board.config import Settings
from board.db import db
from board.db.engine import POOL
from board.doctor.finding import Finding

# of each worker: the watcher's own connections beside the pool's
BESIDE = 4
SYNCED = ("fsync", "full_page_writes", "synchronous_commit")


def checks(settings: Settings) -> Iterator[Finding]:
    """All of this group; nothing on SQLite."""
    if settings.is_sqlite:
        return
    yield from connections(settings)
    yield from safe_writes()


def _said(name: str) -> str:
    """What PostgreSQL says of one of its settings."""
    asked = db.session.execute(text("SELECT current_setting(:name)"), {"name": name})
    return str(asked.scalar_one())


def connections(settings: Settings) -> Iterator[Finding]:
    """As many as all workers may open at once."""
    free = int(_said("max_connections")) - int(_said("superuser_reserved_connections"))
    each = POOL["pool_size"] + POOL["max_overflow"] + BESIDE
    needs = each * int(settings.workers)
    if needs > free:
        yield Finding(
            f"{settings.workers} workers may open {needs} connections, and PostgreSQL "
            f"has {free} for everybody.",
            "When they are used up, people read that the board is busy.",
            f"Set max_connections = {needs + 20} in postgresql.conf, or fewer "
            "BOARD_WORKERS.",
        )


def safe_writes() -> Iterator[Finding]:
    """What was acknowledged is on the disk."""
    for name in SYNCED:
        if _said(name) == "off":
            yield Finding(
                f"PostgreSQL runs with {name} = off.",
                "What people were told is saved is lost when the power fails.",
                f"Set {name} = on in postgresql.conf.",
            )
