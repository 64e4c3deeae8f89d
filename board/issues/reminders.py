"""The job of issues: ask those who asked whether what was closed is really done, and
tell organisers of what nobody has spoken about for long."""

from datetime import datetime

from sqlalchemy import select

from board import clock
from board.activity.actions import record
from board.db import db
from board.issues import progress_queries, verbs
from board.issues.models import Issue, State
from board.issues.outcome_models import SILENCE, Due

BATCH = 100


def remind() -> int:
    """Remind of the issues whose time has come, at most a batch; gives how many.

    A row that another process has locked is left to it. Each gets a later time or
    none, so nothing is done twice.
    """
    due = select(Due).where(Due.at <= clock.now()).order_by(Due.at).limit(BATCH)
    rows = db.session.scalars(due.with_for_update(skip_locked=True)).all()
    for row in rows:
        shown = (Issue.id == row.issue_id, *Issue.visible(None))
        issue = db.session.scalar(select(Issue).where(*shown))
        if issue is None:  # hidden: asked about once it is shown again
            row.at = clock.now() + SILENCE
        else:
            _remind_of(row, issue)
    return len(rows)


def _remind_of(due: Due, issue: Issue) -> None:
    if State(issue.state).is_ending:
        if issue.state == State.DONE and (issue.author_id or issue.second_count):
            record(verbs.ASKED, issue, by=None)
        db.session.delete(due)
        return
    heard: datetime = progress_queries.last_heard(issue.id) or issue.created_at
    if heard + SILENCE > clock.now():
        due.at = heard + SILENCE
        return
    if not progress_queries.was_raised_since(issue.id, heard):
        days = (clock.now() - heard).days
        record(verbs.RAISED, issue, by=None, days=days)
    due.at = clock.now() + SILENCE
