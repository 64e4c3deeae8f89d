"""The secret address of a person's calendar."""

from sqlalchemy import select

from board.db import db, put, the_one
from board.events.models import CalendarAddress
from board.policy import Actor


def new_address(by: Actor, token: str) -> None:
    """Give the person's calendar an address; an earlier one ends to work."""
    put(CalendarAddress, ["person_id"], person_id=by.id, token=token)


def token_of(person_id: int) -> str:
    """The secret in the address; empty when they have asked for none."""
    mine = CalendarAddress.person_id == person_id
    return db.session.scalar(select(CalendarAddress.token).where(mine)) or ""


def owner_of(token: str) -> int:
    """Whose calendar it is, or NotFound."""
    address = select(CalendarAddress.person_id).where(CalendarAddress.token == token)
    return int(the_one(address).person_id)
