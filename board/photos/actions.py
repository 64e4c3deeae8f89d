"""Adding pictures to a thing, describing them and taking them away; the thing's own
actions say who may and log it."""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, select, update

from board import clock
from board.accounts.queries import token_hash
from board.db import db
from board.photos import queries, store
from board.photos.models import Photo, WaitingPicture
from board.photos.pictures import Picture
from board.policy import Actor

HOUR = timedelta(hours=1)


def attach(owner: str, by: Actor, pictures: Sequence[Picture]) -> None:
    """Add pictures behind those the thing has; their files are in the store already."""
    if not pictures:
        return
    last = db.session.scalar(
        select(func.max(Photo.position)).where(Photo.owner == owner)
    )
    first = 0 if last is None else last + 1
    for position, picture in enumerate(pictures, first):
        photo = Photo(owner=owner, position=position, **picture.measures)
        photo.added_by_id = by.id
        db.session.add(photo)
    db.session.flush()


def describe(photos: Sequence[Photo], alts: Mapping[int, str]) -> bool:
    """Say what pictures show, by their id; whether that says anything new."""
    changed = [photo for photo in photos if alts.get(photo.id, photo.alt) != photo.alt]
    for photo in changed:
        photo.alt = alts[photo.id]
    return bool(changed)


def remove(photos: Sequence[Photo], ids: Collection[int]) -> bool:
    """Take those of the pictures away that are named; whether there were any.

    They are shown to nobody from then on; a job deletes the files.
    """
    gone = [photo for photo in photos if photo.id in ids]
    if gone:
        numbers = [photo.id for photo in gone]
        db.session.execute(delete(Photo).where(Photo.id.in_(numbers)))
        wait_until(gone, clock.now())
    return bool(gone)


def set_cover(
    owner: str,
    by: Actor,
    picture: Picture | None,
    alts: Mapping[int, str],
    without: Collection[int],
) -> bool:
    """Give a thing this picture in the place of the one it has, or else describe that
    one or take it away; whether that changes anything.

    The caller has locked the thing: it never has two.
    """
    mine = queries.entities([owner])
    gone = {photo.id for photo in mine} if picture else without
    described = describe(mine, alts)
    removed = remove(mine, gone)
    attach(owner, by, [picture] if picture else [])
    return described or removed or bool(picture)


def wait_an_hour(pictures: Sequence[Picture], browser: str, network: str) -> list[str]:
    """Have pictures wait an hour for this browser; their files are in the store
    already. Returns the key of each."""
    until = clock.now() + HOUR
    return [_wait(picture, until, browser, network) for picture in pictures]


def wait_until(pictures: Sequence[Picture | Photo], until: datetime) -> None:
    """Have pictures wait until then: with a post that waits itself, or for a job to
    delete their files. No browser is shown them."""
    for picture in pictures:
        _wait(picture, until)


def _wait(
    picture: Picture | Photo, until: datetime, browser: str = "", network: str = ""
) -> str:
    key = secrets.token_urlsafe(24)
    row = WaitingPicture(
        key_hash=token_hash(key),
        browser=browser,
        network=network,
        sha256=picture.sha256,
        width=picture.width,
        height=picture.height,
        until=until,
    )
    db.session.add(row)
    db.session.flush()
    return key


def extend_wait(keys: Iterable[str], browser: str) -> None:
    """These pictures of a browser wait an hour from now."""
    _set_end(_of_browser(keys, browser), clock.now() + HOUR)


def end_wait(keys: Iterable[str], browser: str) -> None:
    """These pictures of a browser are wanted no more; their files go with the next
    round of the job."""
    _set_end(_of_browser(keys, browser), clock.now())


def end_all_waits(browser: str) -> None:
    """No picture waits for this browser any more."""
    now = clock.now()
    mine = WaitingPicture.browser == browser
    _set_end(and_(mine, WaitingPicture.until > now), now)


def _of_browser(keys: Iterable[str], browser: str) -> ColumnElement[bool]:
    hashes = [token_hash(key) for key in keys]
    return and_(WaitingPicture.key_hash.in_(hashes), WaitingPicture.browser == browser)


def _set_end(which: ColumnElement[bool], until: datetime) -> None:
    db.session.execute(update(WaitingPicture).where(which).values(until=until))


def drop_over(limit: int) -> list[str]:
    """Delete the files of pictures whose time to wait is over, where nothing else needs
    them; the keys' hashes.

    Their rows go afterwards, in a transaction: what a store did not delete is tried
    again.
    """
    rows = queries.over(limit)
    for sha256 in {row.sha256 for row in rows if not queries.is_needed(row.sha256)}:
        store.drop(sha256)
    return [row.key_hash for row in rows]


def delete_waiting(hashes: Collection[str]) -> None:
    """Delete these rows, whose files are gone but for what others need."""
    db.session.execute(
        delete(WaitingPicture).where(WaitingPicture.key_hash.in_(hashes))
    )
