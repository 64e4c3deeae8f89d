"""The playbooks that come with the product: put into the database by `board init`, and
renewed with it until somebody here has changed them."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from board import clock
from board.activity.actions import record
from board.db import db, table_of
from board.playbooks import verbs
from board.playbooks.book import Book
from board.playbooks.book_data import from_data, to_data
from board.playbooks.models import Playbook, PlaybookVersion
from board.playbooks.writing import renew

FOLDER = Path(__file__).parent / "ready"
LINEAGE = "local-action-board:playbook:"
# what no page has shown yet needs no line in the log
UNSEEN = {"may_do_nothing": True}


@dataclass(frozen=True)
class Ready:
    """A playbook of the product."""

    key: str
    version: int
    book: Book

    @property
    def lineage(self) -> str:
        """Its name on every board."""
        return LINEAGE + self.key


@cache
def read_all(folder: Path = FOLDER) -> tuple[Ready, ...]:
    """All of them, by their keys. Raises NoBook for a file that is none."""
    import tomllib

    files = sorted(folder.glob("*.toml"))
    read = (tomllib.loads(file.read_text("utf-8")) for file in files)
    return tuple(Ready(one["key"], one["version"], from_data(one)) for one in read)


def put_in(folder: Path = FOLDER) -> None:
    """Add those that are not here yet, and renew those that nobody here has changed;
    whoever used one hears of its new version."""
    here = {row.lineage: row for row in db.session.scalars(select(Playbook))}
    for ready in read_all(folder):
        found = here.get(ready.lineage)
        if found is None:
            _add(ready)
        elif found.ready_version and found.ready_version < ready.version:
            made = renew(found, ready.book, note="", ready_version=ready.version)
            record(verbs.EDITED, found, by=None, version=made)


def _add(ready: Ready) -> None:
    book = ready.book
    now = clock.now()
    row: dict[str, Any] = {
        "title": book.title,
        "summary": book.summary,
        "lineage": ready.lineage,
        "ready_version": ready.version,
        "created_at": now,
    }
    key = table_of(Playbook).c.id
    made = insert(Playbook).returning(key)
    number = db.session.scalar(made, row, execution_options=UNSEEN)
    said = {"playbook_id": number, "version": 1, "content": to_data(book), "at": now}
    db.session.execute(insert(PlaybookVersion), [said], execution_options=UNSEEN)
