"""The rule of an issue's state: set it, with the reason for an ending."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete

from board.activity.actions import record
from board.db import db
from board.errors import Invalid
from board.issues import queries, verbs
from board.issues.merge_actions import merge, unmerge
from board.issues.models import Issue, State, answered
from board.issues.outcome_models import Verdict
from board.issues.state_changes import check_reason, explain, role_fact, write_state
from board.policy import Actor, require


def set_state(
    issue: Issue,
    by: Actor | None,
    *,
    state: State,
    reason: str = "",
    evidence: str = "",
    duplicate_of: Issue | None = None,
) -> None:
    """Set the state of an issue.

    An ending needs a reason, a duplicate the issue it repeats (see `merge`).

    `by` is None for an import. Raises Invalid for a missing reason, Conflict when it
    has that state already.
    """
    if state == State.DUPLICATE:
        merge(issue, by, into=duplicate_of, reason=reason, evidence=evidence)
        return
    if by is not None:
        require(by, "issue.close", issue)
    check_reason(state, reason)
    if duplicate_of is not None:
        raise Invalid(
            _("Name the other post only when this one says the same."), "duplicate_of"
        )
    if issue.state == State.DUPLICATE and by is not None:
        unmerge(issue, by, reason=reason)
        if issue.state == state:
            return
    (issue,) = queries.lock(issue.id)
    was = issue.state
    write_state(issue, state, **answered(by))
    if state == State.DONE:
        # everyone is asked anew
        db.session.execute(delete(Verdict).where(Verdict.issue_id == issue.id))
    comment = explain(issue, by, reason, evidence)
    facts: dict[str, Any] = {"state": state, "was": was} | role_fact(by, issue)
    record(verbs.STATE_SET, issue, part=comment, by=by, **facts)
