"""What every change of an issue's state needs: its reason in the thread, the time of
the next reminder, and the state that an issue has when it is open again."""

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, update

from board import clock
from board.db import db, put
from board.errors import Conflict, Invalid
from board.issues.models import Comment, Issue, State
from board.issues.outcome_models import ASK_AFTER, SILENCE, Due
from board.issues.places import CAMPAIGNS
from board.policy import Actor, role_shown


def explain(
    issue: Issue, by: Actor | None, reason: str, evidence: str = ""
) -> Comment | None:
    """Add the reason to the thread, as a comment; None when there is no reason."""
    if not reason and not evidence:
        return None
    values = {
        "author_id": by and by.id,
        "body": reason,
        "evidence": evidence or None,
        "at": clock.now(),
    }
    comment = Comment(issue_id=issue.id, **values)
    db.session.add(comment)
    db.session.flush()
    return comment


def reminder_after(state: State) -> timedelta | None:
    """How long after a change to this state the job reminds: None for never."""
    return ASK_AFTER if state == State.DONE else None if state.is_ending else SILENCE


def schedule_reminder(issue_id: int, state: State) -> None:
    """Set when the job reminds of the issue: 5 days after it is done, 14 days while
    it is open, else never."""
    after = reminder_after(state)
    if after is None:
        db.session.execute(delete(Due).where(Due.issue_id == issue_id))
    else:
        put(Due, ["issue_id"], issue_id=issue_id, at=clock.now() + after)


def open_state(issue_id: int, was: str = State.OPEN) -> State:
    """The state of an issue that is open again: in a campaign exactly when a campaign
    that goes on has it."""
    if any(campaign.goes_on for campaign in CAMPAIGNS.filling(issue_id)):
        return State.IN_CAMPAIGN
    return State.OPEN if was == State.IN_CAMPAIGN else State(was)


def check_reason(state: State, reason: str) -> None:
    """Raises Invalid for an ending without a reason."""
    if state.is_ending and not reason:
        raise Invalid(_("Say why, so that everyone who asked knows."), "reason")


def write_state(issue: Issue, state: State, **values: Any) -> None:
    """Write the state, with other columns, and set when the job reminds next.

    Raises Conflict when the issue has this state already.
    """
    values |= {"state": state, "active_at": clock.now()}
    changed = db.session.execute(
        update(Issue).where(Issue.id == issue.id, Issue.state != state).values(**values)
    )
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("Somebody has set this already."))
    if issue.author_id:  # nobody here waits for an answer to what was imported
        schedule_reminder(issue.id, state)


def role_fact(by: Actor | None, issue: Issue) -> dict[str, str]:
    """As what somebody acts here, as a fact of a line; an import acts as nothing."""
    return {"role": role_shown(by, issue)} if by else {}
