"""Reading issues: lists by filter and cursor, one issue as a person sees it, its thread."""

import base64
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    bindparam,
    cast,
    exists,
    false,
    func,
    literal,
    select,
    text,
    tuple_,
)

from board.accounts.models import Person
from board.activity.models import Activity, ActivityTopic, Follow, Verb
from board.areas.models import Area
from board.db import AnyRow, AnySelect, Rows, db, fresh, read, the_one
from board.issues import nearby
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
# A word that every post has must not cost a look at every post: only the newest ones with it are looked at.
FOUND = 1000
FEW = 2000  # posts that are sorted rather than looked for along the order


@dataclass(frozen=True)
class Filter:
    """What a list of issues is narrowed to; every field may be empty."""

    q: str = ""
    area: str = ""
    category: str = ""
    kind: str = ""
    state: str = ""
    sort: str = "new"
    near: nearby.Place | None = None
    within: float = nearby.NEARBY_KM  # of `near`, in kilometres
    mine: int = 0  # the person whose posts are wanted
    followed: int = 0  # the person who follows what is wanted
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
    Issue.latitude,
    Issue.longitude,
    func.substr(Issue.body, 1, 280).label("opening"),
    Area.name.label("area_name"),
    Area.slug.label("area_slug"),
    Person.name.label("author_name"),
)


CARDS = select(*CARD).join(Area, Area.id == Issue.area_id).outerjoin(Person, Person.id == Issue.author_id)


def listed(wanted: Filter, limit: int = PAGE, *, whole: bool = False, placed: bool = False) -> Page:
    """One page of issues; cost does not grow with how far one has paged.

    `whole` brings the text along, `placed` leaves out those without a position.
    """
    rows = _read(wanted, limit + 1, (whole, placed))
    more = len(rows) > limit
    return Page(rows[:limit], _encode(rows[limit - 1]) if more else "")


def _read(wanted: Filter, limit: int, more: tuple[bool, bool]) -> Rows:
    dialect = db.engine.dialect.name
    lead = _lead(wanted)
    if wanted.near is None or wanted.sort != "near" or lead:
        return read(_listing(wanted, limit, dialect, lead, more))
    after = _decode(wanted.after, "near")
    rows: Rows = []
    for km in nearby.rungs(wanted.within, after[0] if after else 0.0):
        rows = read(_listing(replace(wanted, within=km), limit, dialect, "near", more))
        if len(rows) == limit:
            break
    return rows


def _lead(wanted: Filter) -> str:
    """The filter that leaves few enough to sort, where databases could think another one narrower; else nothing."""
    asked = [name for name in ("area", "category", "kind", "state", "near") if getattr(wanted, name)]
    if wanted.q or (len(asked) < 2 and not wanted.near):
        return ""
    for name in asked:
        only = Filter(within=wanted.within, **{name: getattr(wanted, name)})
        if len(read(_probe(only, name))) < FEW:
            return name
    return ""


@lru_cache(64)
def _probe(only: Filter, name: str) -> AnySelect:
    if only.near:
        return select(Issue.longitude).where(*nearby.box(only.near, only.within)).limit(FEW)
    return select(Issue.id).where(*_conditions(only, "", name)).limit(FEW)


@lru_cache(64)  # writing the query takes as long as asking it
def _listing(wanted: Filter, limit: int, dialect: str, lead: str, more: tuple[bool, bool]) -> AnySelect:
    order, key = _order(wanted)
    whole, placed = more
    # The ids first, the rest only of those that are shown: sorting whole rows costs ten times as much.
    found = select(Issue.id, key[0].label("key")).where(*_conditions(wanted, dialect, lead))
    if placed:
        found = found.where(Issue.latitude.is_not(None), Issue.longitude.is_not(None))
    after = _decode(wanted.after, wanted.sort)
    if after is not None:
        comparison = (
            tuple_(*key) > tuple_(*map(literal, after))
            if wanted.sort == "near" and wanted.near
            else (tuple_(*key) < tuple_(*map(literal, after)))
        )
        found = found.where(comparison)
    ids = found.order_by(*order).limit(limit).subquery("found")
    cards = (CARDS.add_columns(Issue.body) if whole else CARDS).join(ids, ids.c.id == Issue.id)
    return cards.add_columns(ids.c.key).order_by(*order)


def _order(wanted: Filter) -> tuple[list[Any], list[Any]]:
    if wanted.sort == "near" and wanted.near:
        distance = nearby.distance(wanted.near)
        return [distance, Issue.id], [distance, Issue.id]
    column: Any = {"active": Issue.active_at, "seconded": Issue.second_count}.get(wanted.sort, Issue.created_at)
    return [column.desc(), Issue.id.desc()], [column, Issue.id]


def _conditions(wanted: Filter, dialect: str, lead: str) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for name in ("category", "kind", "state"):
        if getattr(wanted, name):
            column = getattr(Issue, name)
            # The index of the filter that leads is to be taken, not theirs: hence the empty text, and nought below.
            found.append((column if lead in ("", name) else column + "") == getattr(wanted, name))
    if wanted.area:
        here = select(Area.id).where(Area.slug == wanted.area).scalar_subquery()
        found.append((Issue.area_id if lead in ("", "area") else Issue.area_id + 0) == here)
    if wanted.mine:
        found.append(Issue.author_id == wanted.mine)
    if wanted.followed:
        found.append(Issue.id.in_(_followed_by(wanted.followed)))
    if wanted.q:
        found.append(matches(wanted.q, dialect))
    if wanted.near:
        found += (nearby.around if lead == "near" else nearby.within)(wanted.near, wanted.within)
    return found


def _followed_by(person_id: int) -> AnySelect:
    mine = (Follow.person_id == person_id, Follow.topic.startswith("issue-"))
    return select(cast(func.substr(Follow.topic, len("issue-") + 1), Integer)).where(*mine)


def matches(words: str, dialect: str) -> ColumnElement[bool]:
    """The newest issues in whose title, body or place all the words stand, in any of their forms."""
    terms = search_terms(words)
    if not terms:
        return false()
    if dialect == "sqlite":
        ids = text("SELECT rowid FROM issue_search WHERE issue_search MATCH :terms ORDER BY rowid DESC LIMIT :found")
        given = {"terms": " ".join(f'"{term}"' for term in terms)}
    else:
        stand = "search @@ plainto_tsquery('english', :terms)"
        ids = text(f"SELECT id FROM issue WHERE {stand} ORDER BY id DESC LIMIT :found")  # noqa: S608  a constant
        given = {"terms": " ".join(terms)}
    return Issue.id.in_(ids.bindparams(**given, found=FOUND).columns(Issue.id))


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
