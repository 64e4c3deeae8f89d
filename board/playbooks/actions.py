"""The rules of playbooks: organisers write them for their area, whoever looks after one
makes its next version."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import update

from board import clock
from board.activity.actions import record
from board.areas.models import Area
from board.db import db, insert_once
from board.photos import actions as photos
from board.photos.pictures import Picture
from board.photos.queries import entities
from board.playbooks import queries, verbs
from board.playbooks.book import Book
from board.playbooks.models import Playbook
from board.playbooks.writing import renew, store_version
from board.policy import Actor, require


def write(
    area: Area,
    by: Actor,
    *,
    book: Book,
    original: Playbook | None = None,
    pictures: Sequence[Picture] = (),
    once: str | None = None,
) -> Playbook:
    """A new playbook of an area; `original` is the one it was copied from.

    Whoever follows the area hears of it, and who looks after the original. The same
    `once` again gives back the first.
    """
    require(by, "playbook.write", area)
    values = {
        "area_id": area.id,
        "author_id": by.id,
        "title": book.title,
        "summary": book.summary,
        "lineage": str(uuid.uuid4()),
        "from_lineage": original and original.lineage,
        "from_version": original and original.version,
        "created_at": clock.now(),
    }
    playbook, is_new = insert_once(Playbook, once=once, **values)
    if is_new:
        store_version(playbook, book, version=1, note="")
        if pictures:
            _attach(playbook, by, pictures)
        record(verbs.PUBLISHED, playbook, by=by, copied=original is not None)
    return playbook


def copied(book: Book, lineage: str) -> Book:
    """The same for another playbook: each step says which one it was copied from."""
    steps = [replace(one, from_lineage=f"{lineage}#{one.key}") for one in book.steps]
    return replace(book, steps=tuple(steps))


def edit(
    playbook: Playbook, by: Actor, *, version: int, book: Book, note: str = ""
) -> None:
    """Let it say this from now on; whoever used it hears and sees what changed.

    Nothing happens where it says so already. Raises ChangedMeanwhile when somebody else
    changed it.
    """
    require(by, "playbook.edit", playbook)
    if queries.book_of(playbook.id, version) == book:
        return
    made = renew(playbook, book, note=note, version=version)
    record(verbs.EDITED, playbook, by=by, version=made)


def illustrate(
    playbook: Playbook,
    by: Actor,
    *,
    pictures: Sequence[Picture] = (),
    alts: Mapping[int, str],
    without: Collection[int] = (),
) -> None:
    """Add pictures, say what they show, take some away."""
    require(by, "playbook.edit", playbook)
    mine = entities([f"playbook-{playbook.id}"])
    described = photos.describe(mine, alts)
    removed = photos.remove(mine, without)
    if described or removed or pictures:
        _attach(playbook, by, pictures)
        record(verbs.ILLUSTRATED, playbook, by=by)


def _attach(playbook: Playbook, by: Actor, pictures: Sequence[Picture]) -> None:
    owner = f"playbook-{playbook.id}"
    photos.attach(owner, by, pictures)
    number = len(entities([owner]))
    its = update(Playbook).where(Playbook.id == playbook.id)
    db.session.execute(its.values(photo_count=number))
