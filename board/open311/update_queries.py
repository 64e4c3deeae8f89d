"""Reading what became of posts: each change of a status, with its reason."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import and_, select, text

from board.activity.models import OUTWARD, Activity, ActivityTopic
from board.activity.verbs import turns_of
from board.db import AnyRow, AnySelect, Rows, read
from board.issues.models import Comment, Issue, State
from board.open311.windows import MOST, Window

# as FixMyStreet says it
WORDS = {
    State.OPEN: "open",
    State.LOOKED_AT: "investigating",
    State.IN_CAMPAIGN: "in_progress",
    State.DONE: "fixed",
    State.NOT_DONE: "no_further_action",
    State.DUPLICATE: "duplicate",
}


def _updates() -> AnySelect:
    """Lines of the log after which a post stands elsewhere, of posts that everybody
    sees; a reason that was hidden or removed is not told."""
    reason = and_(
        Comment.id == Activity.part_id,
        Comment.removed_at.is_(None),
        *Comment.visible(None),
    )
    columns = (
        Activity.id,
        Activity.at,
        Activity.verb,
        Activity.part_id,
        Activity.facts,
        Activity.subject_id,
        Comment.body,
        Comment.evidence,
    )
    return (
        select(*columns)
        .join(Issue, Issue.id == Activity.subject_id)
        .outerjoin(Comment, reason)
        .where(
            text(OUTWARD),
            Activity.verb.in_(turns_of("issue")),
            Activity.subject_kind == "issue",
            *Issue.visible(None),
        )
    )


def within(window: Window, areas: list[int] | None) -> Rows:
    """Updates from one moment to another, both of them included, the oldest first; the
    first thousand."""
    found = _updates().where(Activity.at.between(*window))
    if areas is not None:
        found = found.where(Issue.area_id.in_(areas))
    return read(found.order_by(Activity.at, Activity.id).limit(MOST))


def of_issues(numbers: Iterable[int]) -> dict[int, list[AnyRow]]:
    """The updates of these posts, the oldest first."""
    topics = [f"issue-{number}" for number in numbers]
    if not topics:
        return {}
    under = ActivityTopic.activity_id == Activity.id
    rows = _updates().join(ActivityTopic, under)
    rows = rows.where(ActivityTopic.topic.in_(topics)).order_by(Activity.id)
    found: dict[int, list[AnyRow]] = {}
    for row in read(rows):
        its = found.setdefault(row.subject_id, [])
        if row not in its:  # a merge stands under both posts
            its.append(row)
    return found


def state_of(line: Any) -> State:
    """How a post stands after a line of the log."""
    facts = line.facts
    return State(facts["state"]) if "state" in facts else State.DUPLICATE
