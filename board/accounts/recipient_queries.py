"""Who is mailed about a line of the log."""

from typing import Any

from sqlalchemy import String, cast, func, literal, select

from board.accounts.models import Person
from board.activity.models import Line
from board.db import AnySelect, read
from board.mail.models import StoppedAddress


def recipients(line: Line, ids: Any) -> AnySelect:
    """(key, address) of the people with these ids, each once a line, without the person
    who did it."""
    key = literal(f"line-{line.id}-") + cast(Person.id, String)
    return select(key, Person.email).where(
        Person.id.in_(ids),
        Person.id.is_distinct_from(line.actor_id),
        Person.email != "",
        Person.erased_at.is_(None),
    )


def email_of(person_id: int) -> str:
    """Where a person is mailed."""
    return str(read(select(Person.email).where(Person.id == person_id))[0].email)


def stopped_of(person: Any) -> AnySelect:
    """A person's address where mails come back from it: since when, and why."""
    columns = (Person.email, StoppedAddress.since, StoppedAddress.reason)
    is_theirs = StoppedAddress.address == func.lower(Person.email)
    return select(*columns).join(StoppedAddress, is_theirs).where(Person.id == person)
