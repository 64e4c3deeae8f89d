"""What needs an organiser of an area: each question in one statement, and none is asked
further than it matters."""

from collections import Counter
from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    and_,
    cast,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy.types import String

from board import clock
from board.accounts.models import Person
from board.activity.models import Activity, ActivityTopic
from board.areas.models import Area, Membership
from board.campaigns.models import Campaign, CampaignIssue, Promise, Stage, Word
from board.db import AnySelect, Rows, fresh, read
from board.desk import patterns
from board.desk.models import Thanks
from board.drawing import today
from board.errors import NotFound
from board.issues import verbs as issue_verbs
from board.issues.likeness import BODY, Post
from board.issues.models import LIVE, Ask, Issue, NextStep, Second, State
from board.issues.threads import NEWEST_STEP, is_word
from board.policy import Actor, Role
from board.tasks import queries as tasks
from board.tasks.models import Claim, ClaimState, Task

SHOWN, ALL = 5, 100  # rows of a part beside the others, and by itself
MOST = 1000  # nobody counts further
SOON = timedelta(days=7)
THANKED_WITHIN = timedelta(days=14)
ACTIVE_WITHIN = timedelta(days=90)
# of the posts in which patterns are looked for
PATTERNS_WITHIN, NEWEST = timedelta(days=180), 2_000

# As constants: only then do databases see that the index of those that wait holds all
# of them.
WAITS = (
    Issue.state == literal_column("'open'"),
    Issue.answered_in.is_(None),
    Issue.author_id.is_not(None),
)
# of all that wait, beside those that are shown
NUMBER = func.count().over().label("number")


class Part(NamedTuple):
    """One part of the desk: the rows that are shown, and how many wait in all."""

    rows: Any
    number: int


def _part(statement: AnySelect, limit: int) -> Part:
    rows = read(statement.limit(limit))
    return Part(rows, rows[0].number if rows else 0)


def new_posts(area: Area, person: Actor, limit: int) -> Part:
    """Open posts about which no organiser has said or done anything, the one that waits
    longest first.

    What was imported waits for nobody here.
    """
    those = (
        select(Issue.id)
        .where(Issue.area_id == area.id, *WAITS, *Issue.visible(person))
        .order_by(Issue.created_at)
        .limit(MOST)
        .subquery()
    )
    columns = (Issue.id, Issue.title, Issue.place, Issue.created_at, Issue.second_count)
    found = select(*columns, NUMBER).join(those, those.c.id == Issue.id)
    return _part(found.order_by(Issue.created_at, Issue.id), limit)


def past_their_day(area: Area, person: Actor, limit: int) -> Part:
    """Posts that were taken up and are not closed, whose next step is overdue or of
    which nobody speaks any more."""
    raised = (
        select(Activity.subject_id.label("id"), Activity.id.label("line"), Activity.at)
        .where(
            Activity.area_id == area.id,
            Activity.verb == literal_column(f"'{issue_verbs.RAISED}'"),
        )
        .order_by(Activity.id.desc())
        .limit(MOST)
        .subquery()
    )
    topic = literal("issue-").concat(cast(raised.c.id, String))
    lines = select(ActivityTopic.activity_id).join(
        Activity, Activity.id == ActivityTopic.activity_id
    )
    later = (ActivityTopic.topic == topic, ActivityTopic.activity_id > raised.c.line)
    since = lines.where(*later, is_word())
    quiet = (
        select(raised.c.id, raised.c.at)
        .where(~exists(since.correlate(raised)))
        .cte("quiet")
    )
    overdue = select(NextStep.issue_id).where(
        NextStep.by < today(),
        NextStep.by > today() - timedelta(days=365),
        *NextStep.visible(person),
    )
    those = union(select(quiet.c.id), overdue).subquery()
    found = (
        select(
            Issue.id,
            Issue.title,
            Issue.state,
            NextStep.what,
            NextStep.who,
            NextStep.by,
            quiet.c.at,
            NUMBER,
        )
        .join(those, those.c[0] == Issue.id)
        .outerjoin(NextStep, NextStep.id == NEWEST_STEP)
        .outerjoin(quiet, quiet.c.id == Issue.id)
        .where(
            Issue.area_id == area.id,
            Issue.state.in_(LIVE),
            Issue.answered_in.is_not(None),
            *Issue.visible(person),
        )
        .where(
            or_(
                NextStep.by < today(),
                and_(NextStep.by.is_(None), quiet.c.at.is_not(None)),
            )
        )
    )
    return _part(
        found.order_by(NextStep.by.is_(None), NextStep.by, quiet.c.at, Issue.id), limit
    )


def promises_due(area: Area, person: Actor, limit: int) -> Part:
    """Open promises to the area's campaigns whose day is within a week or has passed,
    the most overdue first."""
    due = (
        Promise.state == Word.OPEN,
        Promise.due <= today() + SOON,
        Campaign.area_id == area.id,
        *Campaign.visible(person),
        *Promise.visible(person),
    )
    columns = (Promise.id, Promise.who, Promise.office, Promise.what, Promise.due)
    found = select(*columns, Campaign.id.label("campaign_id"), Campaign.title, NUMBER)
    found = found.join(Campaign, Campaign.id == Promise.campaign_id).where(*due)
    return _part(found.order_by(Promise.due, Promise.id), limit)


def gaps(area: Area, person: Actor, limit: int) -> Part:
    """Tasks of the next seven days that have free places, the soonest first."""
    rows = tasks.listed(
        person, today(), until=today() + SOON, area=area.slug, limit=ALL
    )[:ALL]
    return Part(rows[:limit], len(rows))


def asks(area: Area, person: Actor, limit: int) -> Part:
    """Changes that authors ask for and nobody has seen to, the oldest first."""
    # Plus nought: the few asks lead to their posts, not all posts of the area to their
    # asks.
    waiting = (
        Ask.version == Issue.version,
        Ask.settled_at.is_(None),
        Issue.area_id + 0 == area.id,
        *Issue.visible(person),
        *Ask.visible(person),
    )
    found = select(Issue.id, Issue.title, Ask.body, Ask.at, NUMBER).join(
        Issue, Issue.id == Ask.issue_id
    )
    return _part(found.where(*waiting).order_by(Ask.id), limit)


def to_thank(area: Area, person: Actor, limit: int) -> Part:
    """Who has lately finished a part of a task and was not thanked, the
    latest first."""
    lately = (
        Claim.state == ClaimState.DONE,
        Claim.ended_at > clock.now() - THANKED_WITHIN,
    )
    here = (
        Task.area_id == area.id,
        Task.done > 0,
        Task.last_day > today() - 4 * THANKED_WITHIN,
        *Task.visible(person),
        *Claim.visible(person),
    )
    found = (
        select(
            Claim.id,
            Claim.note,
            Claim.ended_at,
            Person.name,
            Task.id.label("task_id"),
            Task.title,
            NUMBER,
        )
        .join(Task, Task.id == Claim.task_id)
        .join(Person, Person.id == Claim.person_id)
        .where(
            *here,
            *lately,
            Claim.person_id != person.id,
            ~exists().where(Thanks.claim_id == Claim.id),
        )
    )
    return _part(found.order_by(Claim.ended_at.desc(), Claim.id), limit)


def to_ask(area: Area, person: Actor, limit: int) -> Part:
    """Members who hold nothing now and did something here lately, who did it last
    first."""
    since, me = clock.now() - ACTIVE_WITHIN, Membership.person_id
    done = select(func.max(Claim.ended_at)).join(Task, Task.id == Claim.task_id)
    done = done.where(
        Claim.person_id == me,
        Claim.state == ClaimState.DONE,
        Claim.ended_at > since,
        Task.area_id == area.id,
        *Claim.visible(person),
        *Task.visible(person),
    )
    mine = (
        Issue.author_id == me,
        Issue.created_at > since,
        Issue.area_id + 0 == area.id,
        *Issue.visible(person),
    )
    posted = select(func.max(Issue.created_at)).where(*mine)
    free = ~exists().where(Claim.person_id == me, Claim.state == ClaimState.HELD)
    here = (
        Membership.area_id == area.id,
        Membership.role == Role.MEMBER,
        me != person.id,
        free,
    )
    each = select(
        me.label("id"),
        done.scalar_subquery().label("done"),
        posted.scalar_subquery().label("posted"),
    )
    seen = each.where(*here).subquery()
    found = select(Person.name, seen.c.done, seen.c.posted, NUMBER).join(
        seen, seen.c.id == Person.id
    )
    lately = found.where(or_(seen.c.done.is_not(None), seen.c.posted.is_not(None)))
    last = func.coalesce(seen.c.done, seen.c.posted)
    return _part(lately.order_by(last.desc(), Person.id), limit)


class Seen(NamedTuple):
    """A pattern as an organiser reads it."""

    posts: tuple[Post, ...]
    words: tuple[str, ...]
    category: str
    place: str
    people: int  # different ones who posted or were counted in
    counted: dict[int, int]  # how many were counted in at each post


def seen_patterns(area_id: int, area_name: str) -> tuple[Seen, ...]:
    """The patterns among the newest open posts of an area that are in no campaign, the
    one of most people first."""
    words = (
        Issue.id,
        Issue.title,
        func.substr(Issue.body, 1, BODY),
        Issue.place,
        Issue.category,
    )
    where = (Issue.latitude, Issue.longitude, Issue.created_at)
    open_now = (
        Issue.area_id == area_id,
        Issue.state.in_((State.OPEN, State.LOOKED_AT)),
    )
    lately = Issue.created_at > clock.now() - PATTERNS_WITHIN
    free = ~exists().where(CampaignIssue.issue_id == Issue.id)
    newest = (
        select(*words, *where)
        .where(*open_now, lately, free, *Issue.visible(None))
        .order_by(Issue.created_at.desc())
        .limit(NEWEST)
    )
    found = patterns.found(tuple(Post(*row) for row in read(newest)))[: SHOWN * 6]
    behind: dict[int, set[int]] = {}
    counted: Counter[int] = Counter()
    for row in (
        _behind([post.id for pattern in found for post in pattern.posts])
        if found
        else ()
    ):
        behind.setdefault(row.id, set()).add(row.person)
        counted[row.id] += row.counted
    each = [_seen(pattern, behind, counted, area_name) for pattern in found]
    return tuple(
        sorted(each, key=lambda pattern: (-pattern.people, -len(pattern.posts)))
    )


def _behind(ids: list[int]) -> Rows:
    posted = select(
        Issue.id, Issue.author_id.label("person"), literal(0).label("counted")
    )
    seconded = select(Second.issue_id, Second.person_id, literal(1)).where(
        Second.issue_id.in_(ids)
    )
    return read(
        union_all(
            posted.where(
                Issue.id.in_(ids), Issue.author_id.is_not(None), *Issue.visible(None)
            ),
            seconded,
        )
    )


def _seen(
    pattern: patterns.Pattern,
    behind: dict[int, set[int]],
    counted: Counter[int],
    area_name: str,
) -> Seen:
    people = set().union(*(behind.get(post.id, ()) for post in pattern.posts))
    place = "" if pattern.place.lower() in area_name.lower() else pattern.place
    return Seen(
        pattern.posts, pattern.words, pattern.category, place, len(people), counted
    )


def running(area_id: int) -> Rows:
    """(id, title) of the area's campaigns that are not over, the newest first."""
    over = (Stage.WON, Stage.LOST)
    mine = select(Campaign.id, Campaign.title).where(
        Campaign.area_id == area_id,
        Campaign.stage.not_in(over),
        *Campaign.visible(None),
    )
    return read(mine.order_by(Campaign.id.desc()).limit(100))


def claim(claim_id: int, area: Area) -> tuple[Claim, Task]:
    """A claim on a task of the area, with the task; NotFound otherwise."""
    found = fresh(Claim, claim_id)
    task = fresh(Task, found.task_id)
    if task.area_id != area.id:
        raise NotFound
    return found, task
