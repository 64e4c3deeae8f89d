"""Reading what happened to an issue, and where it stands."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from board.accounts.models import Person
from board.activity.models import Activity, ActivityTopic
from board.activity.verbs import all_verbs, in_thread, turns_of, with_part
from board.areas.models import Area, Membership
from board.db import AnyRow, AnySelect, Rows, db, read, the_one
from board.issues import verbs
from board.issues.models import Comment, Issue, NextStep, Says, Second, Verdict
from board.policy import Role

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


@cache
def is_reason() -> ColumnElement[bool]:
    """Whether a comment holds the reason of a turn: it stands in the thread, but nobody
    counts it as a comment."""
    return exists().where(
        ActivityTopic.topic == literal("issue-") + cast(Comment.issue_id, String),
        Activity.id == ActivityTopic.activity_id,
        Activity.part_id == Comment.id,
        Activity.verb.in_(turns_of("issue")),
    )


@cache
def _thread() -> AnySelect:
    """Built once all features have declared their verbs."""
    has_comment = Activity.verb.in_(with_part(Comment))
    its_comment = and_(has_comment, Comment.id == Activity.part_id)
    has_step = Activity.verb.in_(with_part(NextStep))
    step = and_(has_step, NextStep.id == Activity.part_id)
    columns = (
        *(*LINE, *SAID, Comment.photo_count, Comment.evidence),
        *(NextStep.what, NextStep.who, NextStep.by, Area.name.label("area_name")),
    )
    return (
        select(*columns)
        .join(ActivityTopic, ActivityTopic.activity_id == Activity.id)
        .outerjoin(Comment, and_(its_comment, *Comment.visible(None)))
        .outerjoin(NextStep, and_(step, *NextStep.visible(None)))
        .outerjoin(Area, Area.id == Activity.area_id)
        .outerjoin(Person, Person.id == Activity.actor_id)
        .where(
            ActivityTopic.topic == bindparam("topic"),
            Activity.verb.in_(in_thread("issue")),
        )
        .order_by(ActivityTopic.activity_id.desc())
        .limit(200)
    )


def thread(issue_id: int) -> Rows:
    """What happened to the issue, oldest first, comments in their place; the newest 200
    lines."""
    lines = read(_thread(), {"topic": f"issue-{issue_id}"})[::-1]
    # a comment that is not for everybody to see leaves no line behind
    return [line for line in lines if line.comment_id or line.verb != verbs.COMMENTED]


_Operator = aliased(Person, name="operator")
_ORGANISES = or_(
    exists().where(
        Membership.person_id == Activity.actor_id,
        Membership.area_id == Activity.area_id,
        Membership.role == Role.ORGANISER,
    ),
    exists().where(_Operator.id == Activity.actor_id, _Operator.is_operator),
)


@cache
def is_word() -> ColumnElement[bool]:
    """Whether a line ends a silence: a turn, or what an organiser answered."""
    answers = tuple(verb for verb in all_verbs() if verb.is_answer)
    is_turn = Activity.verb.in_(turns_of("issue"))
    return or_(is_turn, and_(Activity.verb.in_(answers), _ORGANISES))


@cache
def _last_word() -> AnySelect:
    return (
        select(Activity.at)
        .join(ActivityTopic, ActivityTopic.activity_id == Activity.id)
        .where(ActivityTopic.topic == bindparam("topic"), is_word())
        .order_by(ActivityTopic.activity_id.desc())
        .limit(1)
    )


def last_word(issue_id: int) -> datetime | None:
    """When an organiser last said or did something about the issue; None if never."""
    return db.session.scalar(_last_word(), {"topic": f"issue-{issue_id}"})


def raised_since(issue_id: int, moment: datetime) -> bool:
    """Whether the organisers were reminded of the silence that began at this moment."""
    reminders = select(Activity.id).join(
        ActivityTopic, ActivityTopic.activity_id == Activity.id
    )
    mine = (
        ActivityTopic.topic == f"issue-{issue_id}",
        Activity.verb == verbs.RAISED,
        Activity.at > moment,
    )
    return db.session.scalar(reminders.where(*mine).limit(1)) is not None


def _verdicts(*what: ColumnElement[bool]) -> Any:
    asked = or_(
        Verdict.person_id == Issue.author_id,
        exists().where(
            Second.issue_id == Issue.id, Second.person_id == Verdict.person_id
        ),
    )
    return (
        select(func.count())
        .select_from(Verdict)
        .where(Verdict.issue_id == Issue.id, asked, *what)
        .scalar_subquery()
    )


_Step = aliased(NextStep, name="any_step")
NEWEST_STEP = (
    select(func.max(_Step.id))
    .where(_Step.issue_id == Issue.id, *_Step.visible(None))
    .scalar_subquery()
)
TENDING = (
    select(Person.name)
    .join(Membership, Membership.person_id == Person.id)
    .where(Membership.area_id == Issue.area_id, Membership.role == Role.ORGANISER)
    .order_by(Person.name)
    .correlate(Issue)
    .subquery()
)


@cache
def _progress() -> AnySelect:
    return (
        select(
            *(
                Issue.id,
                Issue.state,
                Issue.created_at,
                Issue.area_id,
                Issue.duplicate_of_id,
            ),
            *(Area.name.label("area_name"), Area.slug.label("area_slug")),
            *(NextStep.what, NextStep.who, NextStep.by),
            _last_word().scalar_subquery().label("heard_at"),
            (Issue.second_count + case((Issue.author_id.is_(None), 0), else_=1)).label(
                "asked"
            ),
            _verdicts(Verdict.says == Says.DONE).label("say_done"),
            _verdicts().label("have_said"),
            select(func.aggregate_strings(TENDING.c.name, ", "))
            .scalar_subquery()
            .label("organisers"),
        )
        .join(Area, Area.id == Issue.area_id)
        .outerjoin(NextStep, NextStep.id == NEWEST_STEP)
        .where(Issue.id == bindparam("id"), *Issue.visible(None))
    )


def progress(issue_id: int) -> AnyRow:
    """How far the issue is, in one row: its state, its next step, when an organiser
    last spoke, what those who asked say."""
    return the_one(_progress(), {"id": issue_id, "topic": f"issue-{issue_id}"})
