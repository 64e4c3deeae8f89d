"""What stands in the way of deleting an account, and what it would take along."""

from sqlalchemy import String, cast, exists, func, literal, select
from sqlalchemy.orm import aliased

from board.accounts.models import Person
from board.activity.models import Activity, ActivityTopic
from board.areas.models import Area, Membership
from board.db import db, read
from board.policy import Role
from board.privacy import verbs
from board.privacy.copy_queries import Whose, held_of, table_of, theirs
from board.privacy.erased_list import KINDS, Goes
from board.privacy.held import Held


def organised_alone(person_id: int) -> str:
    """The name of an area that nobody else organises; empty without one."""
    other = aliased(Membership)
    another = exists().where(
        other.area_id == Membership.area_id,
        other.person_id != person_id,
        other.role == Role.ORGANISER,
    )
    mine = (Membership.person_id == person_id, Membership.role == Role.ORGANISER)
    found = read(
        select(Area.name)
        .join(Membership, Membership.area_id == Area.id)
        .where(*mine, ~another)
        .order_by(Area.name)
        .limit(1)
    )
    return str(found[0].name) if found else ""


def operates_alone(person_id: int) -> bool:
    """Whether nobody else runs the board."""
    me = db.session.get(Person, person_id)
    if me is None or not me.is_operator:
        return False
    others = select(Person.id).where(
        Person.is_operator, Person.id != person_id, Person.erased_at.is_(None)
    )
    return db.session.scalar(others.limit(1)) is None


def counted(person: Whose) -> list[tuple[Held, int]]:
    """What is held of a person, and how many rows of it; nothing of which there is
    none. Of rows that hold two things, the first."""
    found: dict[tuple[str, str], tuple[Held, int]] = {}
    for held in held_of(person):
        key = held.table, held.whose
        if held.table == "person" or key in found:
            continue
        rows = select(func.count()).select_from(table_of(held))
        if number := db.session.scalar(rows.where(theirs(held, person))):
            found[key] = held, number
    return list(found.values())


def erased() -> dict[int, Goes]:
    """All who deleted their accounts, and what of their words went with them."""
    topic = literal("person-").concat(cast(Person.id, String))
    found = read(
        select(Person.id, Activity.facts)
        .join(ActivityTopic, ActivityTopic.topic == topic)
        .join(Activity, Activity.id == ActivityTopic.activity_id)
        .where(Person.erased_at.is_not(None), Activity.verb == verbs.ERASED)
    )
    return {
        row.id: Goes(kind for kind in KINDS if row.facts.get(kind)) for row in found
    }
