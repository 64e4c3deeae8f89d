"""The rules of what organisers read about people: each says what of it is not so, adds
a word of their own, or hides."""

from collections.abc import Collection

from sqlalchemy import tuple_, update

from board.db import put, table_of, write
from board.policy import Actor, require
from board.talent.models import Deed, DeedKind, OwnWord

DEEDS = table_of(Deed)


def correct(
    by: Actor, *, not_so: Collection[tuple[int, str]], note: str, hidden: bool
) -> None:
    """Say which of one's deeds are not so, by area and kind, and no others; what else
    there is to know; and whether one is on the page of organisers at all."""
    require(by, "person.describe")
    own = (DEEDS.c.person_id == by.id, DEEDS.c.kind != DeedKind.LATEST)
    wrong = tuple_(DEEDS.c.area_id, DEEDS.c.kind).in_(list(not_so))
    for is_wrong in (True, False):
        which = wrong if is_wrong else ~wrong
        write(update(DEEDS).where(*own, which).values(not_so=is_wrong))
    put(OwnWord, ["person_id"], person_id=by.id, note=note, hidden=hidden)
