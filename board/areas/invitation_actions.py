"""Inviting people to an area: making codes, taking them back, using one."""

from datetime import datetime

from sqlalchemy import func, select, update

from board import clock
from board.accounts.models import Person
from board.areas.invitation_models import Invitation
from board.areas.invitation_queries import good, hash_of, over
from board.areas.membership_actions import admit
from board.areas.models import Area
from board.codes import drawn
from board.db import db, fresh, lock_row
from board.errors import NotFound
from board.policy import Actor, Role, allowed, require

LONG = 12  # letters of a code: 59 bits


def invite(area: Area, by: Actor, *, number: int, until: datetime) -> list[str]:
    """Make so many codes, each good for one person until then. To be shown once: only
    keyed hashes are stored."""
    require(by, "area.invite", area)
    lock_row(area)
    last = select(func.max(Invitation.sheet)).where(Invitation.area_id == area.id)
    sheet = (db.session.scalar(last) or 0) + 1
    codes = [drawn(LONG) for _number in range(number)]
    made = {"area_id": area.id, "sheet": sheet, "by_id": by.id, "expires_at": until}
    db.session.add_all(Invitation(code_hash=hash_of(code), **made) for code in codes)
    return codes


def take_back(area: Area, by: Actor, sheet: int) -> None:
    """Those of a sheet that nobody has used are good no more.

    Raises NotFound where there are none.
    """
    require(by, "area.invite", area)
    here = (Invitation.area_id == area.id, Invitation.sheet == sheet, *good())
    change = update(Invitation).where(*here).values(taken_back_at=clock.now())
    if not db.session.execute(change).rowcount:  # type: ignore[attr-defined]
        raise NotFound


def use(number: int, person: Person) -> Area:
    """Make the person a member by an invitation, which is used up; the area.

    Raises LinkOver for one that is good no more, or whose maker may invite no more.
    """
    row = db.session.get(Invitation, number)
    if row is None:
        raise over()
    area = fresh(Area, row.area_id)
    maker = fresh(Person, row.by_id)
    require(person, "area.join", area)
    if person.role_in(area.id) in (Role.MEMBER, Role.ORGANISER):
        return area  # nothing is used up
    taken = (
        update(Invitation)
        .where(Invitation.id == number, *good())
        .values(used_by_id=person.id, used_at=clock.now())
    )
    done = db.session.execute(taken)
    if not done.rowcount or not allowed(maker, "area.invite", area):  # type: ignore[attr-defined]
        raise over()
    admit(area, person, by=maker)
    return area
