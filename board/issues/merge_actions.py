"""The rules of merging: two issues that say the same go on as one, and apart again."""

from flask_babel import gettext as _
from sqlalchemy import select

from board import clock
from board.activity.actions import record
from board.db import db
from board.errors import Conflict, Invalid
from board.issues import queries, verbs
from board.issues.actions import touch
from board.issues.merge_models import Merge
from board.issues.merge_people import carry, take_back
from board.issues.models import Issue, State, answered
from board.issues.state_changes import (
    check_reason,
    explain,
    open_state,
    role_fact,
    write_state,
)
from board.policy import Actor, require


def merge(
    issue: Issue,
    by: Actor | None,
    *,
    into: Issue | None,
    reason: str,
    evidence: str = "",
) -> None:
    """Let an issue go on at another that says the same: who stood behind it stands
    behind that one, once.

    Raises Invalid for no other post, or one that would make a chain or a circle;
    Conflict when it is merged already.
    """
    require(by, "issue.merge", issue)
    assert by is not None
    check_reason(State.DUPLICATE, reason)
    if into is None or into.id == issue.id:
        raise Invalid(_("Name the other post that says the same."), "duplicate_of")
    issue, other = queries.lock(issue.id, into.id)
    _check_chain(issue, other)
    was = issue.state
    write_state(issue, State.DUPLICATE, duplicate_of_id=other.id, **answered(by))
    db.session.add(
        Merge(issue_id=issue.id, into_id=other.id, by_id=by.id, was=was, at=clock.now())
    )
    more = carry(issue, other)
    touch(other, second_count=Issue.second_count + more)
    comment = explain(issue, by, reason, evidence)
    facts = {"into": other.id, "was": was, "carried": more} | role_fact(by, issue)
    topics = [*issue.topics, *other.topics]
    record(verbs.MERGED, issue, part=comment, by=by, topics=topics, **facts)


def _check_chain(issue: Issue, other: Issue) -> None:
    if other.state == State.DUPLICATE and issue.state != State.DUPLICATE:
        wrong = _(
            "That post itself goes on at post %(number)s. Name another one.",
            number=other.duplicate_of_id,
        )
        raise Invalid(wrong, "duplicate_of")
    merged_into_it = select(Merge.issue_id).where(Merge.into_id == issue.id)
    if db.session.scalar(merged_into_it.limit(1)):
        raise Invalid(
            _(
                "Other posts go on at this one, so it can't go on elsewhere. Undo "
                "those first."
            ),
            "duplicate_of",
        )


def unmerge(issue: Issue, by: Actor, *, reason: str = "") -> None:
    """Bring a merged issue back as it was, and take back from the other one whom only
    this merge had brought.

    Raises Conflict when it is not merged.
    """
    require(by, "issue.unmerge", queries.shown(issue.id, by))
    if issue.duplicate_of_id is None:
        raise Conflict(_("This stands on its own already."))
    issue, other = queries.lock(issue.id, issue.duplicate_of_id)
    merged = db.session.get(Merge, issue.id, populate_existing=True)
    if merged is None or merged.into_id != other.id:
        raise Conflict(_("This stands on its own already."))
    state = State(merged.was)
    if not state.is_ending:
        state = open_state(issue.id, state)
    touch(other, second_count=Issue.second_count - take_back(merged))
    write_state(issue, state, duplicate_of_id=None)
    comment = explain(issue, by, reason)
    facts = {"into": other.id, "state": state} | role_fact(by, issue)
    topics = [*issue.topics, *other.topics]
    record(verbs.UNMERGED, issue, part=comment, by=by, topics=topics, **facts)
