"""Reading a person's notifications."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, false, func, join, or_, select

from board.accounts.models import Person
from board.activity.models import Activity
from board.activity.things import Thing, all_things
from board.activity.verbs import all_verbs, needing
from board.areas.models import Area, still_organises
from board.db import AnySelect, Conditions, Rows, db, read
from board.notifications.models import Notification, PendingNotice

PAGE = 30  # entries
MANY_LINES = 240  # that are looked at for what belongs together


def recipients(activity_ids: list[int], among: list[int]) -> set[int]:
    """Which of these people were notified of any of these lines."""
    statement = select(Notification.person_id).where(
        Notification.activity_id.in_(activity_ids), Notification.person_id.in_(among)
    )
    return set(db.session.scalars(statement.distinct()))


def last_notified(activity_id: int) -> int:
    """The highest number of a person who was notified of a line."""
    highest = select(func.max(Notification.person_id)).where(
        Notification.activity_id == activity_id
    )
    return int(db.session.scalar(highest) or 0)


def is_anybody_waiting() -> bool:
    """Whether there is a line of which not everybody was notified yet."""
    return db.session.scalar(select(PendingNotice.activity_id).limit(1)) is not None


ME: Any = bindparam("me")
BEFORE: Any = bindparam("before")


@cache
def told(lines: Any = Activity) -> AnySelect:
    """Lines of the log as news tell them, each with the title of the thing it is about;
    built at the first use, when all verbs and kinds of thing are known.

    `lines` is where they come from. PostgreSQL joins so many tables in the order in
    which they are written: what leaves few lines must stand there.
    """
    titles = [getattr(thing.model, thing.title) for thing in _linked_things()]
    columns = (
        Activity.id,
        Activity.at,
        Activity.verb,
        Activity.facts,
        Activity.actor_id,
        Person.name.label("actor_name"),
        or_(false(), *_unnamed()).label("unnamed"),
        Activity.area_id,
        Area.name.label("area_name"),
        Area.slug.label("area_slug"),
        Activity.subject_kind,
        Activity.subject_id,
        Activity.part_id,
        func.coalesce(*titles).label("title"),
    )
    found = (
        select(*columns)
        .select_from(lines)
        .outerjoin(Person, Person.id == Activity.actor_id)
        .outerjoin(Area, Area.id == Activity.area_id)
    )
    for thing in _linked_things():
        is_one = Activity.subject_kind == thing.kind
        found = found.outerjoin(
            thing.model, and_(is_one, thing.model.id == Activity.subject_id)
        )
    return found


def _unnamed() -> Iterator[ColumnElement[bool]]:
    """Where the one who did it is named to nobody."""
    for verb in all_verbs():
        if verb.together and verb.together.unnamed is not None:
            yield and_(Activity.verb == verb, verb.together.unnamed)


def _linked_things() -> list[Thing]:
    """The kinds of thing that news link to; news of an area link to the list of
    areas."""
    return [thing for thing in all_things() if thing.kind != "area"]


@cache
def doors() -> Conditions:
    """What is true of the lines whose thing, and what is new with it, `me` may see;
    what they hear as an organiser, while they are one."""
    not_as_organiser = Notification.why.is_distinct_from("organiser")
    found = [or_(not_as_organiser, still_organises(ME, Activity.area_id))]
    for thing in _linked_things():
        sees = thing.model.lets_see(Activity.subject_id, ME)
        if sees:
            found.append(or_(Activity.subject_kind != thing.kind, *sees))
    for part in {verb.part for verb in all_verbs() if verb.part and verb.needs_part}:
        sees = part.lets_see(Activity.part_id, ME)
        if sees:
            found.append(or_(Activity.verb.not_in(needing(part)), *sees))
    return tuple(found)


@cache
def news() -> AnySelect:
    """The news of the person `me`, newest first."""
    mine = join(Notification, Activity, Notification.activity_id == Activity.id)
    return (
        told(mine)
        .add_columns(Notification.read_at, Notification.why)
        .where(Notification.person_id == ME, *doors())
        .order_by(Notification.activity_id.desc())
    )


@cache
def _page(limit: int, *, is_first: bool) -> AnySelect:
    """A page of news: kept, since to compare a statement so long with those that were
    compiled takes as long as to ask it."""
    found = news() if is_first else news().where(Notification.activity_id < BEFORE)
    return found.limit(limit)


def of(person_id: int, before: int = 0, limit: int = MANY_LINES) -> Rows:
    """A person's news, those before a line of the log where one is named."""
    page = _page(limit, is_first=not before)
    return read(page, {"me": person_id, "before": before})
