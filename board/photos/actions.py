"""Adding pictures to a thing, describing them and taking them away; the thing's own actions say who may and log it."""

import contextlib
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import delete, func, select

from board.db import db
from board.errors import Unanswered
from board.photos import queries, store
from board.photos.models import Photo
from board.photos.pictures import Picture
from board.policy import Actor


def attach(owner: str, by: Actor, pictures: Sequence[Picture]) -> None:
    """Add pictures behind those the thing has; their files are in the store already."""
    if not pictures:
        return
    last = db.session.scalar(select(func.max(Photo.position)).where(Photo.owner == owner))
    first = 0 if last is None else last + 1
    for n, picture in enumerate(pictures):
        size = {"width": picture.width, "height": picture.height}
        db.session.add(Photo(owner=owner, sha256=picture.sha256, position=first + n, added_by_id=by.id, **size))
    db.session.flush()


def describe(photos: Sequence[Photo], alts: Mapping[int, str]) -> bool:
    """Say what pictures show, by their id; whether that says anything new."""
    changed = [photo for photo in photos if alts.get(photo.id, photo.alt) != photo.alt]
    for photo in changed:
        photo.alt = alts[photo.id]
    return bool(changed)


def remove(photos: Sequence[Photo], ids: Collection[int]) -> bool:
    """Take those of the pictures away that are named; whether there were any. They are shown to nobody from then on."""
    gone = [photo.id for photo in photos if photo.id in ids]
    if gone:
        db.session.execute(delete(Photo).where(Photo.id.in_(gone)))
    return bool(gone)


def forget(hashes: Iterable[str]) -> None:
    """Delete the files of these pictures where no row names them any more; call after the transaction."""
    for sha256 in set(hashes):
        if not queries.is_known(sha256):
            with contextlib.suppress(Unanswered):  # the log has it; the file stays behind, and is shown to nobody
                store.drop(sha256)
