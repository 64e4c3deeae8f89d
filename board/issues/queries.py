"""Reading issues: lists by filter and cursor, one issue as a person sees it, its thread."""

import base64
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, column, exists, false, func, literal, select, table, text, tuple_

from board.accounts.models import Person
from board.activity.models import Activity, ActivityTopic, Follow, Verb
from board.areas.models import Area
from board.db import AnyRow, AnySelect, Model, Rows, db, fresh, read, the_one
from board.issues.models import Comment, Issue, IssueVersion, Second
from board.policy import Actor
from board.text import search_terms

PAGE = 18  # whole rows of two and of three
# A line of the log as threads show it; from activity, outer joined with its actor.
LINE = (
    Activity.id,
    Activity.at,
    Activity.verb,
    Activity.subject_id,
    Activity.actor_id,
    Activity.facts,
    Person.name.label("actor_name"),
)
NEARBY_KM = 5.0


@dataclass(frozen=True)
class Filter:
    """What a list of issues is narrowed to; every field may be empty."""

    q: str = ""
    area: str = ""
    category: str = ""
    kind: str = ""
    state: str = ""
    sort: str = "new"
    near: tuple[float, float] | None = None
    after: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is asked for, or all of it in the usual order."""
        return self != Filter()


@dataclass(frozen=True)
class Page:
    """Rows of a list and the cursor of what follows; empty at the end."""

    rows: Rows
    next: str = ""


# What a notice on a list needs: columns rather than entities, they are hot.
CARD = (
    Issue.id,
    Issue.title,
    Issue.kind,
    Issue.category,
    Issue.place,
    Issue.state,
    Issue.second_count,
    Issue.comment_count,
    Issue.created_at,
    Issue.active_at,
    Issue.area_id,
    Issue.author_id,
    Issue.show_name,
    func.substr(Issue.body, 1, 280).label("opening"),
    Area.name.label("area_name"),
    Area.slug.label("area_slug"),
    Person.name.label("author_name"),
)


CARDS = select(*CARD).join(Area, Area.id == Issue.area_id).outerjoin(Person, Person.id == Issue.author_id)


def listed(wanted: Filter, limit: int = PAGE) -> Page:
    """One page of issues; cost does not grow with how far one has paged."""
    rows = read(_listing(wanted, limit + 1, db.engine.dialect.name))
    more = len(rows) > limit
    return Page(rows[:limit], _encode(rows[limit - 1]) if more else "")


@lru_cache(64)  # writing the query takes as long as asking it
def _listing(wanted: Filter, limit: int, dialect: str) -> AnySelect:
    order, key = _order(wanted)
    statement = CARDS.where(*_conditions(wanted, dialect)).order_by(*order).limit(limit)
    after = _decode(wanted.after, wanted.sort)
    if after is not None:
        comparison = (
            tuple_(*key) > tuple_(*map(literal, after))
            if wanted.sort == "near" and wanted.near
            else (tuple_(*key) < tuple_(*map(literal, after)))
        )
        statement = statement.where(comparison)
    return statement.add_columns(key[0].label("key"))


def _order(wanted: Filter) -> tuple[list[Any], list[Any]]:
    if wanted.sort == "near" and wanted.near:
        distance = squared_degrees(*wanted.near)
        return [distance, Issue.id], [distance, Issue.id]
    column: Any = {"active": Issue.active_at, "seconded": Issue.second_count}.get(wanted.sort, Issue.created_at)
    return [column.desc(), Issue.id.desc()], [column, Issue.id]


def squared_degrees(latitude: float, longitude: float) -> ColumnElement[float]:
    """Squared distance in degrees of latitude, on the plane: right to 1 % within a town."""
    narrow = math.cos(math.radians(latitude))
    north: Any = Issue.latitude - latitude
    east: Any = (Issue.longitude - longitude) * narrow
    distance: ColumnElement[float] = north * north + east * east
    return distance


def _conditions(wanted: Filter, dialect: str) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for name in ("category", "kind", "state"):
        if getattr(wanted, name):
            found.append(getattr(Issue, name) == getattr(wanted, name))
    if wanted.area:
        found.append(Issue.area_id == select(Area.id).where(Area.slug == wanted.area).scalar_subquery())
    if wanted.q:
        found.append(matches(wanted.q, dialect))
    if wanted.near:
        latitude, longitude = wanted.near
        reach = NEARBY_KM / 111.2
        wide = reach / max(0.01, math.cos(math.radians(latitude)))
        found.append(Issue.latitude.between(latitude - reach, latitude + reach))
        found.append(Issue.longitude.between(longitude - wide, longitude + wide))
    return found


def matches(words: str, dialect: str) -> ColumnElement[bool]:
    """Issues in whose title, body or place all the words stand, in any of their forms."""
    terms = search_terms(words)
    if not terms:
        return false()
    if dialect == "sqlite":
        ids = text("SELECT rowid FROM issue_search WHERE issue_search MATCH :terms")
        return Issue.id.in_(ids.bindparams(terms=" ".join(f'"{term}"' for term in terms)).columns(Issue.id))
    found: ColumnElement[bool] = text("issue.search @@ plainto_tsquery('english', :terms)").bindparams(
        terms=" ".join(terms)
    )  # type: ignore[assignment]
    return found


def having(model: type[Model], words: Sequence[str], *, since: int = 0, limit: int = 0, id: Any = None) -> AnySelect:
    """The ids of issues or campaigns that have one of the words, in any of its forms; with a limit of about the newest.

    `since` leaves out those up to a number, `id` asks about one row.
    """
    row: Any
    if db.engine.dialect.name == "sqlite":
        index = table(f"{model.__tablename__}_search", column("rowid"))
        row = index.c.rowid
        asked = text(f"{index.name} MATCH :words").bindparams(_words(" OR ".join(f'"{word}"' for word in words)))
        found = select(row.label("id")).where(asked)
        found = found.order_by(row.desc()) if limit else found
    else:  # an order would tempt it to read the whole table
        row = model.__table__.c.id
        asked = text(f"{model.__tablename__}.search @@ to_tsquery('english', :words)")
        asked = asked.bindparams(_words(" | ".join(words)))
        found = select(row).where(asked)
    found = found.where(row > since) if since > 0 else found
    found = found if id is None else found.where(row == id)
    return found.limit(limit) if limit else found


def _words(value: str) -> Any:
    return bindparam("words", value, unique=True)


def _encode(row: AnyRow) -> str:
    values = [row.key.isoformat() if isinstance(row.key, datetime) else row.key, row.id]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _decode(cursor: str, sort: str) -> tuple[Any, int] | None:
    """The position a cursor stands for; an unreadable one means the beginning."""
    try:
        value, id = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not 0 < int(id) < 2**31:
            return None
        if sort == "near":
            return float(value), int(id)
        if sort == "seconded":
            return max(-1, min(int(value), 2**31 - 1)), int(id)
        moment = datetime.fromisoformat(value)
        return (moment.astimezone(UTC), int(id)) if moment.tzinfo else None
    except (ValueError, TypeError, OverflowError):
        return None


CARD_OF = CARDS.where(Issue.id == bindparam("id"))


def card(issue_id: int) -> AnyRow:
    """One notice, or NotFound."""
    return the_one(CARD_OF, {"id": issue_id})


def hides(row: AnyRow) -> int:
    """The person whose name the issue's page does not show; 0 where its author shows it."""
    return 0 if row.show_name else row.author_id or 0


def get(issue_id: int) -> Issue:
    """The issue to act on, or NotFound. (Every issue is public in this version.)"""
    return fresh(Issue, issue_id)


# Built once: half of the time of a short query went into writing it.
SHOWN = CARDS.add_columns(
    Issue.body,
    Issue.duplicate_of_id,
    Issue.version,
    Issue.edit_until,
    exists().where(Second.issue_id == Issue.id, Second.person_id == bindparam("me")).label("seconded"),
    exists().where(Follow.topic == bindparam("topic"), Follow.person_id == bindparam("me")).label("followed"),
).where(Issue.id == bindparam("id"))


def shown(issue_id: int, person: Actor | None) -> AnyRow:
    """Everything the page of one issue needs in one row, with what this person has to do with it."""
    values = {"id": issue_id, "topic": f"issue-{issue_id}", "me": person.id if person else 0}
    return the_one(SHOWN, values)


# Lines of the log that a reader of the thread wants; "me too" is a number at the top instead.
IN_THREAD = (
    Verb.ISSUE_POSTED,
    Verb.ISSUE_EDITED,
    Verb.ISSUE_COMMENTED,
    Verb.ISSUE_STATE_SET,
    Verb.CAMPAIGN_STARTED,
    Verb.CAMPAIGN_ISSUES_SET,
    Verb.CAMPAIGN_STAGE_SET,
    Verb.CAMPAIGN_UPDATED,
)
THREAD = (
    select(*LINE, Comment.body)
    .join(ActivityTopic, ActivityTopic.activity_id == Activity.id)
    .outerjoin(Comment, and_(Activity.subject_kind == "issue", Comment.id == Activity.part_id))
    .outerjoin(Person, Person.id == Activity.actor_id)
    .where(ActivityTopic.topic == bindparam("topic"), Activity.verb.in_(IN_THREAD))
    .order_by(ActivityTopic.activity_id.desc())
    .limit(200)
)


def thread(issue_id: int) -> Rows:
    """What happened to the issue, oldest first, comments in their place; the newest 200 lines."""
    return read(THREAD, {"topic": f"issue-{issue_id}"})[::-1]


def versions(issue_id: int) -> Rows:
    """What the issue said before each edit, newest first, and who changed it."""
    statement = (
        select(IssueVersion, Person.name)
        .join(Person, Person.id == IssueVersion.replaced_by_id)
        .where(IssueVersion.issue_id == issue_id)
        .order_by(IssueVersion.version.desc())
    )
    return db.session.execute(statement).all()
