"""Saying where many issues stand at once: the rules of actions.set_state for each of them, in a few statements."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import delete, insert, update

from board import clock
from board.activity.actions import record
from board.activity.models import Verb
from board.db import db
from board.errors import Invalid
from board.issues.models import Comment, Due, Issue, State, Verdict, answered
from board.issues.turns import pause_before
from board.policy import Actor, require, role_shown


def settle(issues: Sequence[Issue], by: Actor, *, state: State, reason: str, campaign: int) -> None:
    """Each of these, which the caller holds (queries.locked), now stands here, because its campaign has ended.

    Followers hear of the campaign, once, and not of each issue. One that stands here already stays untouched.
    Raises Invalid without a reason, NotAllowed for an issue the person may not close.
    """
    if not reason:
        raise Invalid(_("Say why, so that everyone who asked knows."), "reason")
    for issue in issues:
        require(by, "issue.close", issue)
    moved = [issue for issue in issues if issue.state != state]
    if moved:
        was = {issue.id: issue.state for issue in moved}
        _move(moved, by, state)
        for issue, said in zip(moved, _explain(moved, by, reason), strict=True):
            facts = {"state": state, "was": was[issue.id], "role": role_shown(by, issue), "campaign": campaign}
            record(Verb.ISSUE_STATE_SET, issue, part=said, by=by, area_id=issue.area_id, topics=issue.topics, **facts)


def _move(issues: Sequence[Issue], by: Actor, state: State) -> None:
    ids, now = [issue.id for issue in issues], clock.now()
    values = {"state": state, "active_at": now} | answered(by)
    moving = update(Issue).where(Issue.id.in_(ids)).values(values)
    db.session.execute(moving, execution_options={"synchronize_session": False})
    if state == State.DONE:
        db.session.execute(delete(Verdict).where(Verdict.issue_id.in_(ids)))  # everyone is asked anew
    db.session.execute(delete(Due).where(Due.issue_id.in_(ids)))
    after = pause_before(state)
    due = [{"issue_id": issue.id, "at": now + after} for issue in issues if issue.author_id and after]
    if due:
        db.session.execute(insert(Due), due)


def _explain(issues: Sequence[Issue], by: Actor, reason: str) -> list[Comment]:
    now = clock.now()
    said = [Comment(issue_id=issue.id, author_id=by.id, body=reason, at=now) for issue in issues]
    db.session.add_all(said)
    db.session.flush()
    return said
