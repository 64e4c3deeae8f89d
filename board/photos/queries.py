"""Reading which pictures belong to what, and which wait to."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import (
    ColumnElement,
    String,
    bindparam,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
)

from board import clock
from board.accounts.queries import token_hash
from board.db import AnyRow, Model, Rows, db, read, table_of
from board.photos.models import Photo, WaitingPicture

# What a page needs of a picture: columns, in the order they are shown.
SHOWN = (
    Photo.id,
    Photo.sha256,
    Photo.width,
    Photo.height,
    Photo.alt,
    Photo.owner,
)
PHOTOS = (
    select(*SHOWN)
    .where(Photo.owner.in_(bindparam("owners", expanding=True)))
    .where(*Photo.visible(None))
    .order_by(Photo.owner, Photo.position, Photo.id)
)
# what a card shows of the one picture that stands for a thing
COVER = (Photo.sha256.label("cover"), Photo.width, Photo.height, Photo.alt)
KNOWN = select(Photo.id).where(Photo.sha256 == bindparam("sha256")).limit(1)
IS_SHOWN = KNOWN.where(*Photo.visible(None))
Pictures = dict[str, tuple[AnyRow, ...]]
# pictures that wait at a time
PER_BROWSER = 20
PER_NETWORK = 100
# whoever took a picture along in its last second has sent it by then
GRACE = timedelta(minutes=10)


def of(owners: Iterable[str]) -> Pictures:
    """The pictures of these things, by thing; nothing is asked where there are no
    things."""
    found = Pictures()
    wanted = list(owners)
    if not wanted:
        return found
    for row in read(PHOTOS, {"owners": wanted}):
        found[row.owner] = (*found.get(row.owner, ()), row)
    return found


def is_cover_of(model: type[Model]) -> ColumnElement[bool]:
    """That a picture is the cover of a row of this table, to join it to the row: a
    thing that has a cover has no other pictures."""
    table = table_of(model)
    owner = literal(f"{table.name}-").concat(cast(table.c.id, String))
    return Photo.owner == owner


def is_known(sha256: str) -> bool:
    """Whether any thing still has this picture."""
    return bool(read(KNOWN, {"sha256": sha256}))


def is_shown(sha256: str) -> bool:
    """Whether any thing shows this picture to everybody."""
    return bool(read(IS_SHOWN, {"sha256": sha256}))


def number_of(sha256: str) -> int:
    """The number of a picture that things have, shown or hidden; 0 where none has."""
    rows = read(KNOWN, {"sha256": sha256})
    return int(rows[0].id) if rows else 0


def is_needed(sha256: str) -> bool:
    """Whether any thing has this picture, or it waits to belong to one: then its files
    stay."""
    if is_known(sha256):
        return True
    waits = (
        select(WaitingPicture.sha256)
        .where(WaitingPicture.sha256 == sha256)
        .where(~_is_over())
        .limit(1)
    )
    return bool(read(waits))


def _is_over() -> ColumnElement[bool]:
    return WaitingPicture.until < clock.now() - GRACE


def waiting(keys: Iterable[str], browser: str) -> list[tuple[str, AnyRow]]:
    """(key, picture) of those that wait for this browser under these keys, in the order
    of the keys."""
    by_hash = {token_hash(key): key for key in keys}
    if not (by_hash and browser):
        return []
    statement = select(
        WaitingPicture.key_hash,
        WaitingPicture.sha256,
        WaitingPicture.width,
        WaitingPicture.height,
    ).where(
        WaitingPicture.key_hash.in_(by_hash),
        WaitingPicture.browser == browser,
        WaitingPicture.until > clock.now(),
    )
    found = {row.key_hash: row for row in read(statement)}
    return [(by_hash[hash], found[hash]) for hash in by_hash if hash in found]


def too_many_wait(browser: str, network: str, more: int = 0) -> bool:
    """Whether with so many more this browser, or its network, has more pictures waiting
    than may wait.

    What a thing has by now waits no longer.
    """
    mine = WaitingPicture.browser == browser
    near = WaitingPicture.network == network
    is_still_here = WaitingPicture.until > clock.now()
    is_used = exists().where(Photo.sha256 == WaitingPicture.sha256)
    counts = (
        select(func.count().filter(mine), func.count().filter(near))
        .where(or_(mine, near))
        .where(is_still_here, ~is_used)
    )
    of_browser, of_network = read(counts)[0]
    too_many_here = of_browser + more > PER_BROWSER
    too_many_near = of_network + more > PER_NETWORK
    return bool(too_many_here or too_many_near)


def over(limit: int) -> Rows:
    """Pictures whose time to wait is over, the longest first."""
    statement = (
        select(WaitingPicture.key_hash, WaitingPicture.sha256)
        .where(_is_over())
        .order_by(WaitingPicture.until)
        .limit(limit)
    )
    return read(statement)


def entities(owners: Iterable[str]) -> list[Photo]:
    """The rows to act on, in their order."""
    statement = (
        select(Photo)
        .where(Photo.owner.in_(list(owners)), *Photo.visible(None))
        .order_by(Photo.owner, Photo.position, Photo.id)
        .execution_options(populate_existing=True)
    )
    return list(db.session.scalars(statement))
