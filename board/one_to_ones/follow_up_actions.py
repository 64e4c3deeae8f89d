"""Ringing people back: an organiser says that they do it, so nobody else does."""

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from board import clock
from board.db import AnyRow, insert_row, table_of, the_one, write
from board.drawing import today
from board.errors import Conflict
from board.one_to_ones.models import FollowUp, OneToOne
from board.policy import Actor, require

LASTS = timedelta(days=7)


def _open(area: Any, talk_id: int) -> AnyRow:
    """Whom a talk was with, if organisers here may ring them; else NotFound."""
    here = (OneToOne.id == talk_id, OneToOne.area_id == area.id)
    return the_one(select(OneToOne.whom).where(*here, *OneToOne.may_ring()))


def claim(area: Any, by: Actor, talk_id: int) -> None:
    """Say that one rings whoever a talk was with; it lapses after a week.

    Raises Conflict where somebody else does.
    """
    require(by, "one_to_one.call", area)
    whom = _open(area, talk_id).whom
    now = clock.now()
    write(delete(table_of(FollowUp)).where(FollowUp.until < now))
    made = insert_row(
        FollowUp,
        ["area_id", "whom"],
        area_id=area.id,
        whom=whom,
        caller_id=by.id,
        claimed_at=now,
        until=now + LASTS,
    )
    if made is None:
        raise Conflict(_("Somebody rings them already, so nobody is rung twice."))


def give_back(area: Any, by: Actor, talk_id: int) -> None:
    """Not ring them after all; twice is once."""
    require(by, "one_to_one.call", area)
    write(_mine(area, by, _open(area, talk_id).whom))


def _mine(area: Any, by: Actor, whom: str) -> Any:
    mine = (
        FollowUp.area_id == area.id,
        FollowUp.whom == whom,
        FollowUp.caller_id == by.id,
    )
    return delete(table_of(FollowUp)).where(*mine)


def rung(area: Any, by: Actor, talk_id: int) -> None:
    """Say that one has talked to them: nobody has to ring any more, and today is when
    they were last spoken to.

    Raises Conflict where one had not said that one rings them.
    """
    require(by, "one_to_one.call", area)
    whom = _open(area, talk_id).whom
    if not write(_mine(area, by, whom)):
        raise Conflict(_("Your turn to ring them is over. Say first that you ring."))
    theirs = (
        OneToOne.area_id == area.id,
        OneToOne.whom == whom,
        OneToOne.next_on.is_not(None),
        OneToOne.done_on.is_(None),
        *OneToOne.may_ring(),
    )
    write(update(table_of(OneToOne)).where(*theirs).values(done_on=today()))
