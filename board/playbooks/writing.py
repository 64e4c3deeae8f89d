"""Writing a version of a playbook into the database; who may is said in actions.py."""

from sqlalchemy import update

from board import clock
from board.db import db
from board.errors import ChangedMeanwhile
from board.folding import refolded
from board.playbooks.book import Book
from board.playbooks.book_data import to_data
from board.playbooks.models import SEARCHED, Playbook, PlaybookVersion


def store_version(playbook: Playbook, book: Book, *, version: int, note: str) -> None:
    """Keep what it says in this version."""
    db.session.add(
        PlaybookVersion(
            playbook_id=playbook.id,
            version=version,
            content=to_data(book),
            note=note,
            at=clock.now(),
        )
    )


def renew(
    playbook: Playbook,
    book: Book,
    *,
    note: str,
    version: int = 0,
    ready_version: int | None = None,
) -> int:
    """Let it say this from now on, as its next version, whose number it gives.

    `version` is the one that was changed, its present one unless said. Raises
    ChangedMeanwhile when it has a later one already.
    """
    was = version or playbook.version
    named = {"title": book.title, "summary": book.summary}
    values = {
        **named,
        **refolded(playbook, SEARCHED, named),
        "version": was + 1,
        "ready_version": ready_version,
    }
    mine = (Playbook.id == playbook.id, Playbook.version == was)
    changed = db.session.execute(update(Playbook).where(*mine).values(values))
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise ChangedMeanwhile
    store_version(playbook, book, version=was + 1, note=note)
    return was + 1
