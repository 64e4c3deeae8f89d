"""Who may take the places of an area that need a cleared person."""

from sqlalchemy import exists, select

from board.accounts.models import Person
from board.areas.models import Membership
from board.db import Rows, read
from board.folding import folded
from board.policy import Role
from board.tasks.models import Clearance


def members(area_id: int, q: str = "", limit: int = 100) -> Rows:
    """Members of an area by name, those who are cleared first."""
    here = (Membership.area_id == area_id, Membership.role != Role.RESIDENT)
    theirs = (Clearance.person_id == Person.id, Clearance.area_id == area_id)
    cleared = exists().where(*theirs).label("cleared")
    statement = (
        select(Person.id, Person.name, cleared)
        .join(Membership, Membership.person_id == Person.id)
        .where(*here)
        .order_by(cleared.desc(), Person.name, Person.id)
    )
    if not q:
        return read(statement.limit(limit))
    return [row for row in read(statement) if folded(q) in folded(row.name)][:limit]
