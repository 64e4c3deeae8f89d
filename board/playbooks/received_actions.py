"""A playbook from another board, which a person here has looked at and taken."""

from sqlalchemy import select, update

from board import clock
from board.activity.actions import record
from board.db import db, insert_new
from board.errors import Conflict
from board.playbooks import verbs
from board.playbooks.book import Book
from board.playbooks.models import Playbook, PlaybookVersion
from board.playbooks.writing import renew, store_version
from board.policy import Actor, require


def receive(
    by: Actor,
    *,
    book: Book,
    lineage: str,
    version: int,
    note: str = "",
    from_lineage: str | None = None,
    from_version: int | None = None,
) -> Playbook:
    """Have the playbook of this name say this from now on: it belongs to the board, and
    operators look after it; one that is here already stays whose it is, and who used it
    hears.

    Raises Conflict for one that moderators hid.
    """
    require(by, "board.exchange")
    playbook = insert_new(
        Playbook,
        ["lineage"],
        author_id=by.id,
        title=book.title,
        summary=book.summary,
        lineage=lineage,
        from_lineage=from_lineage,
        from_version=from_version,
        version=version,
        photo_count=0,
        created_at=clock.now(),
    )
    if playbook is not None:
        store_version(playbook, book, version=version, note=note)
        record(verbs.PUBLISHED, playbook, by=by, copied=bool(from_lineage))
        return playbook
    playbook = db.session.scalars(
        select(Playbook).where(Playbook.lineage == lineage).with_for_update()
    ).one()
    if playbook.hidden_at:
        raise Conflict
    number = renew(playbook, book, note=note)
    if version > number:  # the number that it has elsewhere
        its = (Playbook.id == playbook.id, PlaybookVersion.playbook_id == playbook.id)
        this = (its[1], PlaybookVersion.version == number)
        db.session.flush()
        db.session.execute(update(PlaybookVersion).where(*this).values(version=version))
        db.session.execute(update(Playbook).where(its[0]).values(version=version))
    record(verbs.EDITED, playbook, by=by, version=max(number, version))
    return playbook
