"""What goes of the rows of somebody who is deleted, and what stays without them, as
held.py says."""

from typing import Any

from sqlalchemy import String, delete, false, update

from board import clock
from board.accounts.models import FORMER, Person
from board.db import db, table_of
from board.events.models import Event
from board.privacy.copy_queries import Whose, held_of, theirs
from board.privacy.copy_queries import table_of as held_table
from board.privacy.purposes import Erase


def delete_rows(person: Whose) -> None:
    """Whatever goes with its row; what refers to others first."""
    order = {t.name: n for n, t in enumerate(Person.metadata.sorted_tables)}
    going = [held for held in held_of(person) if held.erase == Erase.ROW]
    for held in sorted(going, key=lambda held: -order[held.table]):
        db.session.execute(delete(held_table(held)).where(theirs(held, person)))


def empty_texts(person: Whose) -> None:
    """Of rows that stay the words go."""
    for held in held_of(person):
        if held.erase != Erase.EMPTY or held.table == "person":
            continue
        table = held_table(held)
        texts = [table.c[name] for name in held.names if name != held.whose]
        empty = {c.name: None if c.nullable else "" for c in texts if _is_text(c)}
        change = update(table).where(theirs(held, person))
        db.session.execute(change.values(empty))


def _is_text(column: Any) -> bool:
    return isinstance(column.type, String)


def empty_person(person: Person) -> None:
    """Nothing is left in the row but the number and when."""
    db.session.flush()
    db.session.execute(
        update(table_of(Person))
        .where(Person.id == person.id)
        .values(
            name=FORMER,
            email=f"{person.id}@erased.invalid",
            password_hash="",
            is_operator=false(),
            rules_version=0,
            locale="",
            erased_at=clock.now(),
        )
    )
    db.session.expire(person)
    host = update(Event).where(Event.host_id == person.id)
    db.session.execute(host.values(host_id=None, host="", address=""))
