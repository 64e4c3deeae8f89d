"""A playbook from another board, or what was changed about one of ours there, which a
person here has looked at and taken."""

from sqlalchemy import select, update

from board import clock
from board.activity.actions import record
from board.db import db, insert_new
from board.errors import Conflict
from board.playbooks import verbs
from board.playbooks.book import Book
from board.playbooks.models import Playbook, PlaybookVersion, Suggestion
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


def receive_suggestion(
    playbook: Playbook,
    by: Actor,
    *,
    version: int,
    words: str,
    why: str,
    from_board: str,
    step: str = "",
) -> Suggestion:
    """Have whoever looks after the playbook hear what was changed about it on another
    board, and why; they take or answer it as they do what is suggested here."""
    require(by, "board.exchange")
    made = Suggestion(
        playbook_id=playbook.id,
        version=version,
        step=step,
        words=words,
        why=why,
        from_board=from_board,
        at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    record(verbs.SUGGESTED, playbook, by=by, part=made, suggestion=made.id)
    return made
