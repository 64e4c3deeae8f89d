"""The public log of moderation as a chain: each line's hash is made of the hash before
it and of what the line says, so that none is changed or left out unseen."""

import json
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import select, text

from board import clock
from board.db import db
from board.moderation.log_models import Act

# PostgreSQL advisory lock: of several who would append, one is next. On SQLite every
# write transaction is alone.
WAIT_FOR_CHAIN = text("SELECT pg_advisory_xact_lock(7311004)")
BEGINNING = "0" * 64


def link(before: str, said: dict[str, Any]) -> str:
    """The hash of a line: SHA-256 of the hash before it and its canonical JSON, with
    sorted keys, in UTF-8, without spaces."""
    canonical = json.dumps(
        said, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return sha256(before.encode() + canonical.encode()).hexdigest()


def add_line(**said: Any) -> Act:
    """Add a line behind the last one, in this transaction."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(WAIT_FOR_CHAIN)
    last = select(Act.hash).order_by(Act.id.desc()).limit(1)
    line = Act(at=clock.now(), **said)
    for column in Act.__table__.columns:
        if column.default is not None and column.name not in said:
            setattr(line, column.name, column.default.arg)
    line.hash = link(db.session.scalar(last) or BEGINNING, line.said())
    db.session.add(line)
    db.session.flush()
    return line


def broken() -> Iterator[str]:
    """A sentence for the first line that is not what was written, if there is one."""
    before = BEGINNING
    lines = select(Act).order_by(Act.id).execution_options(yield_per=500)
    for line in db.session.scalars(lines):
        if line.hash != link(before, line.said()):
            yield (
                f"Line {line.id} of the moderation log was changed, or the one before "
                "it is gone."
            )
            return
        before = line.hash
