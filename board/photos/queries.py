"""Reading which pictures belong to what."""

from collections.abc import Iterable

from sqlalchemy import bindparam, select

from board.db import AnyRow, db, read
from board.photos.models import Photo

# What a page needs of a picture: columns, in the order they are shown.
SHOWN = (Photo.id, Photo.sha256, Photo.width, Photo.height, Photo.alt, Photo.owner)
OF = (
    select(*SHOWN)
    .where(Photo.owner.in_(bindparam("owners", expanding=True)))
    .order_by(Photo.owner, Photo.position, Photo.id)
)
KNOWN = select(Photo.id).where(Photo.sha256 == bindparam("sha256")).limit(1)
Pictures = dict[str, tuple[AnyRow, ...]]


def of(owners: Iterable[str]) -> Pictures:
    """The pictures of these things, by thing; nothing is asked where there are no things."""
    wanted, found = list(owners), Pictures()
    for row in read(OF, {"owners": wanted}) if wanted else ():
        found[row.owner] = (*found.get(row.owner, ()), row)
    return found


def is_known(sha256: str) -> bool:
    """Whether any thing still has this picture."""
    return bool(read(KNOWN, {"sha256": sha256}))


def entities(owners: Iterable[str]) -> list[Photo]:
    """The rows to act on, in their order."""
    statement = select(Photo).where(Photo.owner.in_(list(owners))).order_by(Photo.owner, Photo.position, Photo.id)
    return list(db.session.scalars(statement.execution_options(populate_existing=True)))
