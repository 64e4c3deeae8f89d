"""What needs an organiser of an area: each question in one statement, and none is asked
further than it matters."""

from datetime import timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    and_,
    cast,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    union,
)
from sqlalchemy.types import String

from board.activity.models import Activity, ActivityTopic
from board.areas import joining_queries as joining
from board.areas.models import Area
from board.campaigns.coalition_models import Promise, PromiseState
from board.campaigns.models import Campaign
from board.councils import queries as councils
from board.db import AnySelect, read
from board.drawing import today
from board.events.models import Event
from board.issues import verbs as issue_verbs
from board.issues.models import LIVE, Ask, Issue
from board.issues.outcome_models import NextStep
from board.issues.progress_queries import NEWEST_STEP, ends_silence
from board.policy import Actor
from board.questions.models import Question
from board.tasks import lists as tasks
from board.tasks.models import Task

SHOWN, ALL = 5, 100  # rows of a part beside the others, and by itself
MOST = 1000  # nobody counts further
SOON = timedelta(days=7)
THANKED_WITHIN = timedelta(days=14)
ACTIVE_WITHIN = timedelta(days=90)
# of the posts in which patterns are looked for
PATTERNS_WITHIN = timedelta(days=180)
NEWEST = 2_000

# As constants: only then do databases see that the index of those that wait holds all
# of them.
WAITS = (
    Issue.state == literal_column("'open'"),
    Issue.answered_in.is_(None),
    Issue.author_id.is_not(None),
)
# of all that wait, beside those that are shown
NUMBER = func.count().over().label("number")


ASKED_ABOUT = {"campaign": Campaign, "task": Task, "event": Event}


class Part(NamedTuple):
    """One part of the desk: the rows that are shown, and how many wait in all."""

    rows: Any
    number: int


def read_part(statement: AnySelect, limit: int) -> Part:
    """The first rows of a statement, which says in `number` how many it finds."""
    rows = read(statement.limit(limit))
    return Part(rows, rows[0].number if rows else 0)


def joins(area: Area, person: Actor, limit: int) -> Part:
    """Who asks to be let in as a member, the longest first."""
    found = joining.waiting().add_columns(NUMBER).params(area=area.id)
    return read_part(found, limit)


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
    return read_part(found.order_by(Issue.created_at, Issue.id), limit)


def past_their_day(area: Area, person: Actor, limit: int) -> Part:
    """Posts that were taken up and are not closed, whose next step is overdue or of
    which nobody speaks any more."""
    quiet = _raised_and_quiet(area)
    overdue = select(NextStep.issue_id).where(
        NextStep.by < today(),
        NextStep.by > today() - timedelta(days=365),
        *NextStep.visible(person),
    )
    those = union(select(quiet.c.id), overdue).subquery()
    columns = (Issue.id, Issue.title, Issue.state)
    step = (NextStep.what, NextStep.who, NextStep.by)
    taken_up = (
        Issue.area_id == area.id,
        Issue.state.in_(LIVE),
        Issue.answered_in.is_not(None),
        *Issue.visible(person),
    )
    is_quiet = and_(NextStep.by.is_(None), quiet.c.at.is_not(None))
    found = (
        select(*columns, *step, quiet.c.at, NUMBER)
        .join(those, those.c[0] == Issue.id)
        .outerjoin(NextStep, NextStep.id == NEWEST_STEP)
        .outerjoin(quiet, quiet.c.id == Issue.id)
        .where(*taken_up, or_(NextStep.by < today(), is_quiet))
    )
    order = (NextStep.by.is_(None), NextStep.by, quiet.c.at, Issue.id)
    return read_part(found.order_by(*order), limit)


def _raised_and_quiet(area: Area) -> CTE:
    """(id, at) of posts that were taken up, and when, about which nobody has said a
    word since."""
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
    since = lines.where(*later, ends_silence()).correlate(raised)
    return select(raised.c.id, raised.c.at).where(~exists(since)).cte("quiet")


def promises_due(area: Area, person: Actor, limit: int) -> Part:
    """Open promises to the area's campaigns whose day is within a week or has passed,
    the most overdue first."""
    due = (
        Promise.state == PromiseState.OPEN,
        Promise.due <= today() + SOON,
        Campaign.area_id == area.id,
        *Campaign.visible(person),
        *Promise.visible(person),
    )
    columns = (Promise.id, Promise.who, Promise.office, Promise.what, Promise.due)
    found = select(*columns, Campaign.id.label("campaign_id"), Campaign.title, NUMBER)
    found = found.join(Campaign, Campaign.id == Promise.campaign_id).where(*due)
    return read_part(found.order_by(Promise.due, Promise.id), limit)


def gaps(area: Area, person: Actor, limit: int) -> Part:
    """Tasks of the next seven days that have free places, the soonest first."""
    rows = tasks.open_tasks(
        person, today(), until=today() + SOON, area=area.slug, limit=ALL
    )[:ALL]
    return Part(rows[:limit], len(rows))


def questions(area: Area, person: Actor, limit: int) -> Part:
    """What was asked and nobody has answered, the oldest first."""
    unanswered = (Question.area_id == area.id, Question.answered_at.is_(None))
    columns = (Question.id, Question.body, Question.private, Question.asked_at)
    of_what_is_shown = or_(
        *(
            and_(Question.kind == kind, *model.lets_see(Question.thing_id, person))
            for kind, model in ASKED_ABOUT.items()
        )
    )
    found = select(*columns, NUMBER).where(*unanswered, *Question.visible(person))
    return read_part(found.where(of_what_is_shown).order_by(Question.id), limit)


def unknown_at_councils(area: Area, person: Actor, limit: int) -> Part:
    """Posts that were sent to a council, and nobody knows whether they arrived."""
    rows = councils.asked_in(area.id, person, limit)
    return Part(rows, rows[0].number if rows else 0)


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
    return read_part(found.where(*waiting).order_by(Ask.id), limit)
