"""What goes with every change of where an issue stands: its reason, the next look at
it, and what open means."""

from datetime import timedelta

from sqlalchemy import delete

from board import clock
from board.db import db, put
from board.issues.models import ASK_AFTER, SILENCE, Comment, Due, Issue, State
from board.issues.places import CAMPAIGNS
from board.policy import Actor


def explain(
    issue: Issue, by: Actor | None, reason: str, evidence: str = ""
) -> Comment | None:
    """Keep why it happened, for the thread; None when nothing was said."""
    if not reason and not evidence:
        return None
    values = {
        "author_id": by and by.id,
        "body": reason,
        "evidence": evidence or None,
        "at": clock.now(),
    }
    said = Comment(issue_id=issue.id, **values)
    db.session.add(said)
    db.session.flush()
    return said


def pause_before(state: State) -> timedelta | None:
    """How long until the jobs look at an issue that stands here: None is for ever."""
    return ASK_AFTER if state == State.DONE else None if state.is_ending else SILENCE


def look_again(issue_id: int, state: State) -> None:
    """Say when the jobs look at the issue next: soon after it is done, later while it
    is open, else never."""
    after = pause_before(state)
    if after is None:
        db.session.execute(delete(Due).where(Due.issue_id == issue_id))
    else:
        put(Due, ["issue_id"], issue_id=issue_id, at=clock.now() + after)


def open_state(issue_id: int, was: str = State.OPEN) -> State:
    """How an issue stands that is open again: in a campaign exactly when one that goes
    on has it."""
    if any(campaign.goes_on for campaign in CAMPAIGNS.filling(issue_id)):
        return State.IN_CAMPAIGN
    return State.OPEN if was == State.IN_CAMPAIGN else State(was)
