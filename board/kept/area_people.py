"""What of people goes along with an area: members and organisers there with name and
address, everybody else as if they had deleted their account."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, String, Table, select

from board import clock
from board.accounts.models import FORMER, Person
from board.accounts.places import KEEPS_OUT
from board.areas.models import Membership
from board.db.transactions import reading
from board.policy import Role
from board.privacy.held import HELD, Held
from board.privacy.purposes import Erase

Row = Mapping[str, Any]
WAITS = "waiting"  # for a place; nobody could tell them that it came free
# Names that somebody wrote down for people without an account, and what stands there.
WRITTEN_DOWN = (("issue", "on_behalf"), ("claim", "name"))


class AreaPeople:
    """Who goes along with an area."""

    def __init__(self, connection: Connection, area_id: int) -> None:
        belong = (Membership.role != Role.RESIDENT, Membership.area_id == area_id)
        with reading(connection):
            statement = (
                select(Person.id)
                .join(Membership, Membership.person_id == Person.id)
                .where(*belong, Person.erased_at.is_(None))
                .where(~KEEPS_OUT.filling(Person.id, area_id))
            )
            self.going = frozenset(connection.execute(statement).scalars())

    def let(self, table: Table, row: Row) -> bool:
        """Whether a row may go, as far as people are concerned: not where deleting an
        account would delete it."""
        for held in _held(table):
            if not self._stays_behind(held, row):
                continue
            if held.erase == Erase.ROW:
                return False
            if held.erase == Erase.ENDS and row["state"] == WAITS:
                return False
        return True

    def without(self, table: Table, row: Row) -> dict[str, Any]:
        """A row without what people say in it who don't go along."""
        left = dict(row)
        for held in _held(table):
            if held.erase == Erase.EMPTY and self._stays_behind(held, row):
                left |= _emptied(table, held)
        for name, column in WRITTEN_DOWN:
            if table.name == name and left[column]:
                left[column] = FORMER
        if table.name == "event" and row["host_id"] not in self.going:
            left |= {"host_id": None, "address": ""}
        if table.name == "campaign_debrief":
            left["stepped_up"] = ""
        if table.name == "issue" and row["author_id"] not in self.going:
            left |= {"exact_latitude": None, "exact_longitude": None}
        return left

    def person(self, row: Row) -> dict[str, Any]:
        """The row of somebody: with what one has to know to write to them, and no power
        over the board; empty for whoever does not go along."""
        left = dict(row) | {"is_operator": False, "has_factor": False}
        left["rules_version"] = 0  # asked anew there
        if row["id"] not in self.going:
            now = clock.now()
            number = row["id"]
            left |= {"name": FORMER, "created_at": now}
            left |= {"email": f"{number}@erased.invalid", "erased_at": now}
        return left

    def _stays_behind(self, held: Held, row: Row) -> bool:
        if held.by_mail:
            return bool(row.get(held.by_mail))
        whose = row.get(held.whose) if held.whose else None
        return whose is not None and whose not in self.going


def _held(table: Table) -> list[Held]:
    return [held for held in HELD if held.table == table.name]


def _emptied(table: Table, held: Held) -> dict[str, Any]:
    texts = [table.c[name] for name in held.names if name != held.whose]
    return {
        column.name: None if column.nullable else ""
        for column in texts
        if isinstance(column.type, String)
    }
