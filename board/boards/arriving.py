"""What comes from elsewhere becomes a draft for operators to look at, once; nothing is
stored of what is refused, nor of what is the same here."""

import hashlib
from functools import cache
from typing import Any

import msgspec
from flask_babel import gettext as _
from sqlalchemy import delete

from board import clock
from board.boards import (
    course_items,
    elsewhere,
    playbook_items,
    suggestion_items,
    win_items,
)
from board.boards.documents import About, Feed, Use
from board.boards.kinds import Here, Kind
from board.boards.models import Arrival, FollowedBoard, State
from board.db import db, insert_row
from board.errors import Invalid


@cache
def kinds() -> dict[str, Kind]:
    """By their names; found at first use, since they belong to other features."""
    known = (
        playbook_items.KIND,
        course_items.KIND,
        win_items.KIND,
        suggestion_items.KIND,
    )
    return {kind.name: kind for kind in known}


def check(feed: Feed) -> None:
    """Raises Invalid where something in it would not fit here, or nobody takes it."""
    for item in feed.items:
        kind = kinds().get(item.about.kind)
        if kind is None:
            raise Invalid(_("There is nothing in it that this board knows."))
        kind.check(item.about)


def take_in(feed: Feed, board: FollowedBoard | None) -> int:
    """Keep what is new in it as drafts, of a board or of a file; how many those are.

    Raises Invalid where something in it would not fit here.
    """
    check(feed)
    return sum(_take_in(item.about, board) for item in feed.items)


def _take_in(about: About, board: FollowedBoard | None) -> bool:
    kind = kinds()[about.kind]
    if not is_new(about, kind.here(about.lineage)):
        return False
    made = insert_row(
        Arrival,
        ["hash"],
        board_id=board and board.id,
        kind=about.kind,
        lineage=about.lineage,
        version=about.version,
        title=title_of(about),
        said=msgspec.to_builtins(about),
        hash=_hash(about),
        at=clock.now(),
        state=State.OPEN,
    )
    if made is None:
        return False
    if not kind.single:
        _forget_earlier(made, about)
    return True


def _forget_earlier(made: Any, about: About) -> None:
    """Of a draft that waits only the newest is kept."""
    earlier = (
        Arrival.lineage == about.lineage,
        Arrival.kind == about.kind,
        Arrival.state == State.OPEN,
        Arrival.board_id == made.board_id,
        Arrival.id != made.id,
    )
    db.session.execute(delete(Arrival).where(*earlier))


def is_new(about: About, here: Here | None) -> bool:
    """Whether it says something that is not known here: what is hidden here does not
    come back, and what is older than ours was the same once."""
    if here is None:
        return True
    return not here.is_hidden and (is_other(about, here) or bool(new_uses(about)))


def new_uses(about: About) -> list[Use]:
    """Where it was used elsewhere, as far as that is not known here."""
    ours = elsewhere.own(about.lineage)
    known = elsewhere.uses(about.lineage)
    others = (use for use in about.experience if use.id not in ours)
    return [use for use in others if known.get(use.id) != use]


def is_other(about: About, here: Here) -> bool:
    """Whether the thing itself is another than ours, and not an earlier one of it."""
    same = getattr(about, about.kind) == getattr(here.about, about.kind)
    return not same and about.version >= here.about.version


def title_of(about: About) -> str:
    """What it is called."""
    said = getattr(about, about.kind)
    return str(getattr(said, "title", about.lineage))


def _hash(about: About) -> str:
    plain = msgspec.json.encode(about, order="deterministic")
    return hashlib.sha256(about.kind.encode() + plain).hexdigest()
