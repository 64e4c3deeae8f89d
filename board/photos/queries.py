"""Reading which pictures belong to what, and which wait to."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import ColumnElement, bindparam, exists, func, or_, select

from board import clock
from board.accounts.queries import token_hash
from board.db import AnyRow, Rows, db, read
from board.photos.models import Photo, WaitingPicture

# What a page needs of a picture: columns, in the order they are shown.
SHOWN = (Photo.id, Photo.sha256, Photo.width, Photo.height, Photo.alt, Photo.owner)
OF = (
    select(*SHOWN)
    .where(Photo.owner.in_(bindparam("owners", expanding=True)), *Photo.visible(None))
    .order_by(Photo.owner, Photo.position, Photo.id)
)
KNOWN = select(Photo.id).where(Photo.sha256 == bindparam("sha256")).limit(1)
Pictures = dict[str, tuple[AnyRow, ...]]
PER_BROWSER, PER_NETWORK = 20, 100  # pictures that wait at a time
# whoever took a picture along in its last second has sent it by then
LATE = timedelta(minutes=10)


def of(owners: Iterable[str]) -> Pictures:
    """The pictures of these things, by thing; nothing is asked where there are no
    things."""
    wanted, found = list(owners), Pictures()
    for row in read(OF, {"owners": wanted}) if wanted else ():
        found[row.owner] = (*found.get(row.owner, ()), row)
    return found


def is_known(sha256: str) -> bool:
    """Whether any thing still has this picture."""
    return bool(read(KNOWN, {"sha256": sha256}))


def is_needed(sha256: str) -> bool:
    """Whether any thing has this picture, or it waits to belong to one: then its files
    stay."""
    waits = select(WaitingPicture.sha256).where(
        WaitingPicture.sha256 == sha256, ~_is_over()
    )
    return is_known(sha256) or bool(read(waits.limit(1)))


def _is_over() -> ColumnElement[bool]:
    return WaitingPicture.until < clock.now() - LATE


def waiting(keys: Iterable[str], browser: str) -> list[tuple[str, AnyRow]]:
    """(key, picture) of those that wait for this browser under these keys, in the order
    of the keys."""
    by_hash = {token_hash(key): key for key in keys}
    if not (by_hash and browser):
        return []
    mine = (WaitingPicture.browser == browser, WaitingPicture.until > clock.now())
    columns = (
        WaitingPicture.key_hash,
        WaitingPicture.sha256,
        WaitingPicture.width,
        WaitingPicture.height,
    )
    under_these = WaitingPicture.key_hash.in_(by_hash)
    rows = read(select(*columns).where(under_these, *mine))
    found = {row.key_hash: row for row in rows}
    return [(key, found[hashed]) for hashed, key in by_hash.items() if hashed in found]


def too_many_wait(browser: str, network: str, more: int = 0) -> bool:
    """Whether with so many more this browser, or its network, has more pictures waiting
    than we keep.

    What a thing has by now waits no longer.
    """
    waits = (
        WaitingPicture.until > clock.now(),
        ~exists().where(Photo.sha256 == WaitingPicture.sha256),
    )
    mine = WaitingPicture.browser == browser
    near = WaitingPicture.network == network
    counts = select(func.count().filter(mine), func.count().filter(near))
    of_browser, of_network = read(counts.where(or_(mine, near), *waits))[0]
    return bool(of_browser + more > PER_BROWSER or of_network + more > PER_NETWORK)


def over(limit: int) -> Rows:
    """Pictures whose time to wait is over, the longest first."""
    columns = (WaitingPicture.key_hash, WaitingPicture.sha256)
    return read(
        select(*columns).where(_is_over()).order_by(WaitingPicture.until).limit(limit)
    )


def entities(owners: Iterable[str]) -> list[Photo]:
    """The rows to act on, in their order."""
    statement = (
        select(Photo)
        .where(Photo.owner.in_(list(owners)))
        .order_by(Photo.owner, Photo.position, Photo.id)
    )
    return list(db.session.scalars(statement.execution_options(populate_existing=True)))
