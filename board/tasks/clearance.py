"""The rule of clearances: organisers say who may take the places of their area that
need a cleared person."""

from sqlalchemy import delete

from board.activity.actions import record
from board.areas.models import Area, Membership
from board.db import db, insert_new
from board.errors import NotFound
from board.policy import Actor, require
from board.tasks import verbs
from board.tasks.models import Clearance


def clear(area: Area, by: Actor, *, person: int, cleared: bool) -> None:
    """Say whether somebody may take the places of an area that need a cleared person.

    NotFound for who is not there.

    They are notified; the reason is written down nowhere.
    """
    require(by, "task.clear", area)
    if db.session.get(Membership, (person, area.id)) is None:
        raise NotFound
    mine = {"person_id": person, "area_id": area.id}
    if cleared:
        changed = insert_new(Clearance, list(mine), **mine) is not None
    else:
        gone = delete(Clearance).filter_by(**mine)
        changed = bool(db.session.execute(gone).rowcount)  # type: ignore[attr-defined]
    if changed:
        facts = {"person": person, "cleared": cleared}
        record(verbs.CLEARANCE_SET, area, by=by, topics=[f"person-{person}"], **facts)
