"""The rules of noting that somebody is under 18."""

from sqlalchemy import delete, exists, select

from board import clock
from board.activity.actions import record
from board.areas.models import Area, Membership
from board.db import db, insert_row, read
from board.errors import NotFound
from board.people import verbs
from board.people.models import Young
from board.policy import Actor, require


def mark(area: Area, by: Actor, person_id: int, *, young: bool) -> None:
    """Note that somebody of the area is under 18, or no longer; they are told. NotFound
    for whoever does not belong there."""
    require(by, "person.young", area)
    key = {"person_id": person_id, "area_id": area.id}
    belongs = exists().where(
        Membership.person_id == person_id, Membership.area_id == area.id
    )
    if not read(select(belongs))[0][0]:
        raise NotFound
    if young:
        values = key | {"marked_by_id": by.id, "at": clock.now()}
        changed = insert_row(Young, list(key), **values) is not None
    else:
        changed = bool(db.session.execute(delete(Young).filter_by(**key)).rowcount)  # type: ignore[attr-defined]
    if changed:
        facts = {"person": person_id, "young": young}
        record(verbs.YOUNG_SET, area, by=by, topics=[f"person-{person_id}"], **facts)
