"""Reading cases, and the flags of them."""

from datetime import timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    bindparam,
    case,
    func,
    or_,
    select,
    true,
)

from board import clock
from board.accounts.models import Person
from board.accounts.queries import token_hash
from board.activity.models import Activity, ActivityTopic
from board.areas.models import Area, Membership
from board.db import AnyRow, Rows, db, read
from board.errors import NotFound
from board.moderation.models import Case, EarlierText, Flag, State
from board.moderation.verbs import OPENED
from board.policy import Actor, Role

PAGE = 20
LOOKS = timedelta(minutes=30)  # so long somebody counts as looking at a case
APPEAL_FOR = timedelta(days=180)

# the areas of who moderates, as `me`
MINE = select(Membership.area_id).where(
    Membership.person_id == bindparam("me"), Membership.role == Role.ORGANISER
)
IS_MINE = or_(bindparam("operates"), Case.area_id.in_(MINE))
WAITS = Case.state != State.DECIDED
FLAGS = (
    select(func.count())
    .select_from(Flag)
    .where(Flag.case_id == Case.id, Flag.told_at.is_(None))
    .scalar_subquery()
)
QUEUE = (
    select(
        *(Case.id, Case.kind, Case.thing_id, Case.title, Case.state, Case.urgent),
        *(Case.created_at, Case.appealed_at, Case.area_id, Case.author_id),
        *(Area.name.label("area_name"), Person.name.label("author")),
        FLAGS.label("flags"),
    )
    .outerjoin(Area, Area.id == Case.area_id)
    .outerjoin(Person, Person.id == Case.author_id)
    .where(WAITS, IS_MINE)
)
HOW_MANY = (
    select(
        func.count().label("waiting"),
        func.max(case((Case.urgent, 1), else_=0)).label("urgent"),
    )
    .select_from(Case)
    .where(WAITS, IS_MINE)
)


def _who(person: Actor) -> dict[str, Any]:
    return {"me": person.id, "operates": bool(person.is_operator)}


def queue(person: Actor, after: int = 0, urgent: bool = True) -> Rows:
    """The cases that wait for this moderator, urgent ones first, each kind of them the
    oldest first; one more than a page. `after` is the last one of the page before."""
    here = [Case.urgent.desc(), Case.id]
    past: ColumnElement[bool] = true()
    if after and urgent:
        past = or_(Case.urgent.is_(False), Case.id > after)
    elif after:
        past = Case.urgent.is_(False) & (Case.id > after)
    return read(QUEUE.where(past).order_by(*here).limit(PAGE + 1), _who(person))


def areas_of(person: Actor) -> Rows:
    """The areas this person moderates, and whether somebody looks first there."""
    columns = (Area.id, Area.slug, Area.name, Area.looks_first)
    here = or_(bindparam("operates"), Area.id.in_(MINE))
    return read(select(*columns).where(here).order_by(Area.name), _who(person))


def looking(case_ids: list[int]) -> dict[int, dict[int, str]]:
    """The moderators who said of each case that they look at it, in the last half hour
    and since it was decided: their names by their numbers."""
    topics = [f"moderation_case-{number}" for number in case_ids]
    statement = (
        select(Activity.subject_id, Person.id, Person.name)
        .join(ActivityTopic, ActivityTopic.activity_id == Activity.id)
        .join(Person, Person.id == Activity.actor_id)
        .join(Case, Case.id == Activity.subject_id)
        .where(ActivityTopic.topic.in_(topics), Activity.verb == OPENED)
        .where(Activity.at > clock.now() - LOOKS)
        .where(or_(Case.decided_at.is_(None), Activity.at > Case.decided_at))
        .order_by(Activity.id)
    )
    found: dict[int, dict[int, str]] = {}
    for row in read(statement):
        found.setdefault(row.subject_id, {})[row.id] = row.name
    return found


def reasons_of(case_ids: list[int]) -> dict[int, list[str]]:
    """Why the thing of each case was flagged, of flags that nobody has answered."""
    statement = (
        select(Flag.case_id, Flag.reason)
        .where(Flag.case_id.in_(case_ids), Flag.told_at.is_(None))
        .distinct()
        .order_by(Flag.case_id, Flag.reason)
    )
    found: dict[int, list[str]] = {}
    for row in read(statement):
        found.setdefault(row.case_id, []).append(row.reason)
    return found


def waiting_in(area_id: int) -> int:
    """How many cases wait in an area."""
    here = (WAITS, Case.area_id == area_id)
    return int(
        db.session.scalar(select(func.count()).select_from(Case).where(*here)) or 0
    )


def get(case_id: int) -> Case:
    """The case to act on as it is now, or NotFound."""
    found = db.session.get(Case, case_id, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def cases(numbers: list[int]) -> list[Case]:
    """Those of these cases that there are, in the order of their numbers."""
    statement = select(Case).where(Case.id.in_(numbers)).order_by(Case.id)
    return list(db.session.scalars(statement))


def of_thing(kind: str, number: int) -> Case | None:
    """The case of a thing, None where there is none."""
    return db.session.scalar(
        select(Case)
        .where(Case.kind == kind, Case.thing_id == number)
        .execution_options(populate_existing=True)
    )


def by_link(token: str) -> Case | None:
    """The case that a mailed link lets its author appeal in."""
    return db.session.scalar(
        select(Case).where(
            Case.appeal_hash == token_hash(token),
            Case.decided_at > clock.now() - APPEAL_FOR,
        )
    )


def flags(case_id: int) -> Rows:
    """What was said about the thing of a case, the newest first, without by whom."""
    columns = (Flag.id, Flag.reason, Flag.about_author, Flag.note, Flag.at)
    statement = select(*columns).where(Flag.case_id == case_id)
    return read(statement.order_by(Flag.id.desc()).limit(50))


def flagged_by(case_id: int, person: Actor) -> bool:
    """Whether this person flagged the thing of the case."""
    mine = (Flag.case_id == case_id, Flag.person_id == person.id)
    return bool(read(select(Flag.id).where(*mine).limit(1)))


def history(found: Case) -> Rows:
    """What was decided before about the same author, the newest first."""
    if found.author_id is None:
        return []
    statement = (
        select(
            Case.id, Case.title, Case.decision, Case.decided_at, Case.rule, Case.outcome
        )
        .where(Case.author_id == found.author_id, Case.id != found.id)
        .where(Case.decision.not_in(("", "nothing", "accept")))
        .order_by(Case.id.desc())
        .limit(10)
    )
    return read(statement)


def person(number: int | None) -> AnyRow | None:
    """The name of somebody, and since when they are here."""
    if number is None:
        return None
    columns = (Person.id, Person.name, Person.created_at)
    rows = read(select(*columns).where(Person.id == number))
    return rows[0] if rows else None


def earlier(case_id: int) -> Rows:
    """What the thing of a case said before moderators changed it, the newest first."""
    columns = (EarlierText.title, EarlierText.body, EarlierText.at)
    of_case = EarlierText.case_id == case_id
    return read(select(*columns).where(of_case).order_by(EarlierText.id.desc()))


def mine(me: int) -> Rows:
    """The cases about what is a person's in which something was decided."""
    about = (
        select(Case.id, Case.title, Case.decision, Case.decided_at, Case.outcome)
        .where(Case.author_id == me, Case.decision.not_in(("", "nothing")))
        .order_by(Case.id.desc())
        .limit(50)
    )
    return read(about)
