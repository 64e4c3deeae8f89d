"""Reading the thread of an issue: what happened to it and what was said under it."""

from functools import cache

from sqlalchemy import (
    ColumnElement,
    String,
    and_,
    bindparam,
    cast,
    exists,
    literal,
    select,
)
from sqlalchemy.orm import aliased

from board.accounts.models import Person
from board.activity.models import Activity, ActivityTopic
from board.activity.verbs import in_thread, needing, turns_of, with_part
from board.areas.models import Area
from board.db import AnySelect, Rows, read
from board.issues.models import Comment
from board.issues.outcome_models import NextStep

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
WORDS = (
    Comment.body,
    Comment.id.label("comment_id"),
    Comment.author_id,
    Comment.edit_until,
    Comment.edited_at,
    Comment.removed_at,
    Comment.removed_for,
)
# what stands where a comment was hidden; nothing while somebody is to look at it first
HIDDEN = aliased(Comment)


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
    is_hidden = and_(
        has_comment, HIDDEN.id == Activity.part_id, HIDDEN.hidden_at.is_not(None)
    )
    has_step = Activity.verb.in_(with_part(NextStep))
    step = and_(has_step, NextStep.id == Activity.part_id)
    columns = (
        *LINE,
        *WORDS,
        Comment.photo_count,
        Comment.evidence,
        HIDDEN.id.label("hidden_id"),
        HIDDEN.hidden_for,
        NextStep.what,
        NextStep.who,
        NextStep.by,
        Area.name.label("area_name"),
    )
    return (
        select(*columns)
        .join(ActivityTopic, ActivityTopic.activity_id == Activity.id)
        .outerjoin(Comment, and_(its_comment, *Comment.visible(None)))
        .outerjoin(HIDDEN, and_(is_hidden, HIDDEN.hidden_for != ""))
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
    nothing_without = needing(Comment)
    return [
        line
        for line in lines
        if line.comment_id or line.hidden_id or line.verb not in nothing_without
    ]
