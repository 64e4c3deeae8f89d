"""Reading issues: lists by filter and cursor, one issue as a person sees it, its thread."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    bindparam,
    case,
    cast,
    column,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    table,
    text,
    tuple_,
)
from sqlalchemy.orm import aliased

from board.accounts.models import Person
from board.activity.models import Activity, ActivityTopic, Follow, Verb
from board.areas.models import Area, Membership
from board.categories.models import AreaCategory
from board.db import AnyRow, AnySelect, Model, Rows, db, fresh, read, the_one
from board.errors import NotFound
from board.issues import nearby
from board.issues.models import Ask, Comment, Issue, IssueVersion, Merge, NextStep, Says, Second, Verdict
from board.photos.models import Photo
from board.policy import Actor, Role
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
    photo: bool = False  # only with a picture
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
    Issue.photo_count,
    Issue.created_at,
    Issue.active_at,
    Issue.area_id,
    Issue.author_id,
    Issue.show_name,
    Issue.on_behalf,
    Issue.latitude,
    Issue.longitude,
    func.substr(Issue.body, 1, 280).label("opening"),
    Area.name.label("area_name"),
    Area.slug.label("area_slug"),
    Person.name.label("author_name"),
    Photo.sha256.label("cover"),
    Photo.width,
    Photo.height,
    Photo.alt,
)


CARDS = (
    select(*CARD)
    .join(Area, Area.id == Issue.area_id)
    .outerjoin(Person, Person.id == Issue.author_id)
    .outerjoin(Photo, Photo.id == Issue.cover_id)
)


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
    if wanted.photo:
        found.append(Issue.photo_count > 0)
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
    return 0 if row.show_name and row.on_behalf is None else row.author_id or 0


def get(issue_id: int) -> Issue:
    """The issue to act on, or NotFound. (Every issue is public in this version.)"""
    return fresh(Issue, issue_id)


def locked(*ids: int) -> list[Issue]:
    """These issues as they are now, held until the transaction ends, or NotFound.

    Always in the order of their ids, so that two who hold some wait and never block each other.
    """
    held = select(Issue).where(Issue.id.in_(ids)).order_by(Issue.id).with_for_update(key_share=True)
    found = {issue.id: issue for issue in db.session.scalars(held, execution_options={"populate_existing": True})}
    if set(ids) - found.keys():
        raise NotFound
    return [found[id] for id in ids]


# Built once: half of the time of a short query went into writing it.
SHOWN = CARDS.add_columns(
    Issue.body,
    Issue.duplicate_of_id,
    Issue.version,
    Issue.edit_until,
    Issue.latitude.is_not(None).label("has_position"),
    exists().where(Second.issue_id == Issue.id, Second.person_id == bindparam("me")).label("seconded"),
    exists().where(Comment.issue_id == Issue.id, Comment.photo_count > 0).label("has_comment_photos"),
    exists()
    .where(Comment.issue_id == Issue.id, Comment.photo_count > 0, Comment.author_id == bindparam("me"))
    .label("has_own_comment_photos"),
    exists().where(Follow.topic == bindparam("topic"), Follow.person_id == bindparam("me")).label("followed"),
    select(Verdict.says).where(Verdict.issue_id == Issue.id, Verdict.person_id == bindparam("me")).label("verdict"),
    select(Merge.by_id).where(Merge.issue_id == Issue.id).label("merged_by_id"),
    exists().where(Ask.issue_id == Issue.id, Ask.version == Issue.version, Ask.settled_at.is_(None)).label("asks"),
    AreaCategory.name.label("category_name"),
    AreaCategory.hint.label("category_hint"),
    AreaCategory.icon.label("category_icon"),
).where(Issue.id == bindparam("id"))
SHOWN = SHOWN.outerjoin(AreaCategory, and_(AreaCategory.area_id == Issue.area_id, AreaCategory.slug == Issue.category))


def shown(issue_id: int, person: Actor | None) -> AnyRow:
    """Everything the page of one issue needs in one row, with what this person has to do with it."""
    values = {"id": issue_id, "topic": f"issue-{issue_id}", "me": person.id if person else 0}
    return the_one(SHOWN, values)


# What was said with a line, and whether it still stands.
SAID = (
    Comment.body,
    Comment.id.label("comment_id"),
    Comment.author_id,
    Comment.edit_until,
    Comment.edited_at,
    Comment.removed_at,
    Comment.removed_for,
)
# Where it stands has changed.
TURNS = (Verb.ISSUE_STATE_SET, Verb.ISSUE_MERGED, Verb.ISSUE_UNMERGED, Verb.ISSUE_REOPENED)
# Lines of the log that a reader of the thread wants; "me too" is a number at the top instead.
IN_THREAD = (
    Verb.ISSUE_POSTED,
    Verb.ISSUE_EDITED,
    Verb.ISSUE_PURGED,
    Verb.ISSUE_COMMENTED,
    *TURNS,
    Verb.ISSUE_NEXT_SET,
    Verb.ISSUE_ASKED,
    Verb.ISSUE_RAISED,
    Verb.CAMPAIGN_STARTED,
    Verb.CAMPAIGN_ISSUES_SET,
    Verb.CAMPAIGN_STAGE_SET,
    Verb.CAMPAIGN_UPDATED,
)
THREAD = (
    select(
        *LINE,
        *SAID,
        Comment.photo_count,
        Comment.evidence,
        NextStep.what,
        NextStep.who,
        NextStep.by,
        Area.name.label("area_name"),
    )
    .join(ActivityTopic, ActivityTopic.activity_id == Activity.id)
    .outerjoin(Comment, and_(Activity.verb.in_((Verb.ISSUE_COMMENTED, *TURNS)), Comment.id == Activity.part_id))
    .outerjoin(NextStep, and_(Activity.verb == Verb.ISSUE_NEXT_SET, NextStep.id == Activity.part_id))
    .outerjoin(Area, Area.id == Activity.area_id)
    .outerjoin(Person, Person.id == Activity.actor_id)
    .where(ActivityTopic.topic == bindparam("topic"), Activity.verb.in_(IN_THREAD))
    .order_by(ActivityTopic.activity_id.desc())
    .limit(200)
)


def thread(issue_id: int) -> Rows:
    """What happened to the issue, oldest first, comments in their place; the newest 200 lines."""
    return read(THREAD, {"topic": f"issue-{issue_id}"})[::-1]


# The newest turn, or word of an organiser: what ends a silence.
_WORDS = (Verb.ISSUE_COMMENTED, Verb.ISSUE_NEXT_SET, *(verb for verb in IN_THREAD if verb.startswith("campaign.")))
_Operator = aliased(Person, name="operator")
_ORGANISES = or_(
    exists().where(
        Membership.person_id == Activity.actor_id,
        Membership.area_id == Activity.area_id,
        Membership.role == Role.ORGANISER,
    ),
    exists().where(_Operator.id == Activity.actor_id, _Operator.is_operator),
)
LAST_WORD = (
    select(Activity.at)
    .join(ActivityTopic, ActivityTopic.activity_id == Activity.id)
    .where(
        ActivityTopic.topic == bindparam("topic"),
        or_(Activity.verb.in_(TURNS), and_(Activity.verb.in_(_WORDS), _ORGANISES)),
    )
    .order_by(ActivityTopic.activity_id.desc())
    .limit(1)
)


def last_word(issue_id: int) -> datetime | None:
    """When an organiser last said or did something about the issue; None if never."""
    return db.session.scalar(LAST_WORD, {"topic": f"issue-{issue_id}"})


def raised_since(issue_id: int, moment: datetime) -> bool:
    """Whether the organisers were told of the silence that began at this moment."""
    told = select(Activity.id).join(ActivityTopic, ActivityTopic.activity_id == Activity.id)
    mine = (ActivityTopic.topic == f"issue-{issue_id}", Activity.verb == Verb.ISSUE_RAISED, Activity.at > moment)
    return db.session.scalar(told.where(*mine).limit(1)) is not None


def _say(*what: ColumnElement[bool]) -> Any:
    asked = or_(
        Verdict.person_id == Issue.author_id,
        exists().where(Second.issue_id == Issue.id, Second.person_id == Verdict.person_id),
    )
    return select(func.count()).select_from(Verdict).where(Verdict.issue_id == Issue.id, asked, *what).scalar_subquery()


_Step = aliased(NextStep, name="any_step")
NEWEST_STEP = select(func.max(_Step.id)).where(_Step.issue_id == Issue.id).scalar_subquery()
TENDING = (
    select(Person.name)
    .join(Membership, Membership.person_id == Person.id)
    .where(Membership.area_id == Issue.area_id, Membership.role == Role.ORGANISER)
    .order_by(Person.name)
    .correlate(Issue)
    .subquery()
)
STANDING = (
    select(
        *(Issue.id, Issue.state, Issue.created_at, Issue.area_id, Issue.duplicate_of_id),
        *(Area.name.label("area_name"), Area.slug.label("area_slug")),
        *(NextStep.what, NextStep.who, NextStep.by),
        LAST_WORD.scalar_subquery().label("heard_at"),
        (Issue.second_count + case((Issue.author_id.is_(None), 0), else_=1)).label("asked"),
        _say(Verdict.says == Says.DONE).label("say_done"),
        _say().label("have_said"),
        select(func.aggregate_strings(TENDING.c.name, ", ")).scalar_subquery().label("organisers"),
    )
    .join(Area, Area.id == Issue.area_id)
    .outerjoin(NextStep, NextStep.id == NEWEST_STEP)
    .where(Issue.id == bindparam("id"))
)


def standing(issue_id: int) -> AnyRow:
    """Where the issue stands, in one row: its next step, when an organiser last spoke, what those who asked say."""
    return the_one(STANDING, {"id": issue_id, "topic": f"issue-{issue_id}"})


def versions(issue_id: int) -> Rows:
    """What the issue said before each edit, newest first, and who changed it."""
    statement = (
        select(IssueVersion, Person.name)
        .join(Person, Person.id == IssueVersion.replaced_by_id)
        .where(IssueVersion.issue_id == issue_id)
        .order_by(IssueVersion.version.desc())
    )
    return db.session.execute(statement).all()


def comments_with_photos(issue_id: int) -> Rows:
    """Id, author and area of each comment under the issue that has pictures, as the rules want them."""
    statement = (
        select(Comment.id, Comment.author_id, Issue.area_id)
        .join(Issue, Issue.id == Comment.issue_id)
        .where(Comment.issue_id == issue_id, Comment.photo_count > 0)
        .order_by(Comment.id.desc())
        .limit(200)
    )
    return read(statement)
