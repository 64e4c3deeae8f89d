"""Reading complaints, and which of them wait."""

import hmac
from datetime import date

from sqlalchemy import func, select

from board.accounts.models import Person
from board.complaints.models import Complaint
from board.db import AnyRow, Rows, read, table_of, the_one
from board.errors import NotFound
from board.forms import row_number
from board.keyed import keyed

PAGE = 30
OPEN = Complaint.answered_at.is_(None)
LISTED = select(
    Complaint.id,
    Complaint.about,
    Complaint.what,
    Complaint.received_at,
    Complaint.due_on,
    Complaint.answered_at,
    Complaint.decision,
)


def waiting(after: int = 0) -> Rows:
    """Those without an answer, the one that is due first on top; one more than a page
    where there are more."""
    # received later is due later, or on the same day
    found = LISTED.where(OPEN, Complaint.id > after).order_by(Complaint.id)
    return read(found.limit(PAGE + 1))


def answered(before: int = 0) -> Rows:
    """Those with an answer, the newest complaint on top; likewise."""
    found = LISTED.where(Complaint.answered_at.is_not(None))
    if before:
        found = found.where(Complaint.id < before)
    return read(found.order_by(Complaint.id.desc()).limit(PAGE + 1))


def one(number: int) -> AnyRow:
    """All of one, or NotFound."""
    return the_one(select(*table_of(Complaint).c).where(Complaint.id == number))


def by_key(key: str) -> AnyRow:
    """The one whose page has this key, or NotFound."""
    number = row_number(key.partition("-")[0])
    if not hmac.compare_digest(key_of(number).encode(), key.encode()):
        raise NotFound
    return one(number)


def key_of(number: int) -> str:
    """What the address of a complaint's own page ends with: nobody can guess it."""
    return f"{number}-{keyed(f'complaint {number}')[:32]}"


def due_until(day: date) -> tuple[int, date | None]:
    """How many wait for an answer by this day, and the first day one is due."""
    statement = select(func.count(), func.min(Complaint.due_on)).where(
        OPEN, Complaint.due_on <= day
    )
    count, first = read(statement)[0]
    return count, first


def operators() -> Rows:
    """(id, email) of everybody who runs the board."""
    return read(select(Person.id, Person.email).where(Person.is_operator))
