"""The secret address of a person's calendar."""

from sqlalchemy import select

from board.accounts.models import Person
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


def owner_of(token: str) -> tuple[int, str]:
    """Whose calendar it is, and in which language they read, or NotFound."""
    owner = select(Person.id, Person.locale).join(
        CalendarAddress, CalendarAddress.person_id == Person.id
    )
    found = the_one(owner.where(CalendarAddress.token == token))
    return int(found.id), str(found.locale)
