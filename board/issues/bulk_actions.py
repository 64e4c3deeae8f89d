"""The state of many issues at once: the rules of set_state for each of them, in a few
statements."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, delete, insert, literal, select, update

from board import clock
from board.activity.actions import record
from board.db import AnyRow, UtcDateTime, table_of, write, write_and_read
from board.errors import Invalid
from board.issues import verbs
from board.issues.models import Comment, Issue, State, answered, topics_of
from board.issues.outcome_models import Due, Verdict
from board.issues.state_changes import reminder_after
from board.policy import Actor, require, role_shown

THESE: Any = bindparam("issues", expanding=True)
COMMENTS = table_of(Comment)


def set_states(
    issues: Sequence[AnyRow], by: Actor, *, state: State, reason: str, campaign: int
) -> None:
    """Set the state of each of these issues, because their campaign has ended.

    The caller has locked them (queries.lock_rows). Followers hear of the campaign,
    once, and not of each issue. One that has this state already stays untouched.
    Raises Invalid without a reason, NotAllowed for an issue the person may not close.
    """
    if not reason:
        raise Invalid(_("Say why, so that everyone who asked knows."), "reason")
    for issue in issues:
        require(by, "issue.close", issue)
    moved = [issue for issue in issues if issue.state != state]
    if moved:
        ids = [issue.id for issue in moved]
        _move(ids, by, state)
        reasons = _explain(ids, by, reason)
        for issue in moved:
            facts = {
                "state": state,
                "was": issue.state,
                "role": role_shown(by, issue),
                "campaign": campaign,
            }
            record(
                verbs.STATE_SET,
                issue,
                part=reasons[issue.id],
                kind="issue",
                by=by,
                topics=topics_of(issue),
                **facts,
            )


def _move(ids: list[int], by: Actor, state: State) -> None:
    now = clock.now()
    these = {"issues": ids}
    values = {"state": state, "active_at": now} | answered(by)
    write(update(table_of(Issue)).where(Issue.id.in_(THESE)).values(values), these)
    if state == State.DONE:
        # everyone is asked anew
        write(delete(table_of(Verdict)).where(Verdict.issue_id.in_(THESE)), these)
    write(delete(table_of(Due)).where(Due.issue_id.in_(THESE)), these)
    after = reminder_after(state)
    if after:
        due = select(Issue.id, literal(now + after, UtcDateTime())).where(
            Issue.id.in_(THESE), Issue.author_id > 0
        )
        write(insert(table_of(Due)).from_select(["issue_id", "at"], due), these)


def _explain(ids: list[int], by: Actor, reason: str) -> dict[int, AnyRow]:
    """The reason under each issue, by its number."""
    words = (literal(by.id), literal(reason), literal(clock.now(), UtcDateTime()))
    each = select(Issue.id, *words).where(Issue.id.in_(THESE)).order_by(Issue.id)
    comments = insert(COMMENTS).from_select(
        ["issue_id", "author_id", "body", "at"], each
    )
    made = write_and_read(
        comments.returning(COMMENTS.c.id, COMMENTS.c.issue_id), {"issues": ids}
    )
    return {row.issue_id: row for row in made}
