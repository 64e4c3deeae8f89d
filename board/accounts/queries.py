"""Reading people."""

import hashlib
import hmac
from datetime import date

from sqlalchemy import ColumnElement, func, select

from board.accounts.models import Person
from board.accounts.places import KEPT_OUT
from board.db import db, read


def token_hash(token: str) -> str:
    """What is stored of a session token: a copy of the database signs nobody in."""
    return hashlib.sha256(token.encode()).hexdigest()


def numbers_in(joined: str | None) -> frozenset[int]:
    """Numbers with commas between, as KEPT_OUT gives them."""
    return frozenset(int(number) for number in (joined or "").split(",") if number)


def loans_in(joined: str | None) -> tuple[tuple[int, date], ...]:
    """(campaign, last day) as LENT_TO gives them."""
    pairs = (pair.split("@") for pair in (joined or "").split(",") if pair)
    return tuple((int(number), date.fromisoformat(day)) for number, day in pairs)


def kept_out(person_id: int) -> frozenset[int]:
    """The areas in which moderators keep this person from writing; 0 is all."""
    statement = select(KEPT_OUT.filling.label("kept_out")).select_from(Person)
    this = statement.where(Person.id == person_id)
    return numbers_in(read(this)[0].kept_out)


def has_account(person_id: int) -> bool:
    """Whether there is such a person, and they have not deleted their account."""
    mine = (Person.id == person_id, Person.erased_at.is_(None))
    return bool(read(select(Person.id).where(*mine)))


def by_email(email: str) -> Person | None:
    """The person with this address, written in any case."""
    return db.session.scalar(select(Person).where(Person.email == email.lower()))


def account(person_id: int) -> Person:
    """The person with all that only they and their settings are concerned with."""
    return db.session.get_one(Person, person_id)


def anybody() -> bool:
    """Whether the board has any people yet."""
    return db.session.scalar(select(Person.id).limit(1)) is not None


def setup_key(secret: str) -> str:
    """What the link to the first-run page carries: only who can read the server's
    console or secret has it."""
    return hmac.new(secret.encode(), b"setup", hashlib.sha256).hexdigest()[:32]


def language_of(address: ColumnElement[str]) -> ColumnElement[str]:
    """The language whoever has an address chose; NULL for an address of nobody."""
    has_it = Person.email == func.lower(address)
    return select(Person.locale).where(has_it).scalar_subquery()
