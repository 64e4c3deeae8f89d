"""The rules of what becomes of an issue: verdicts on whether it is really done, and its
next step: who does what by when."""

from datetime import date

from flask_babel import gettext as _
from sqlalchemy import update

from board import clock
from board.activity.actions import record
from board.db import db, insert_new, insert_once
from board.errors import Conflict
from board.issues import queries, verbs
from board.issues.models import Issue, State, answered
from board.issues.outcome_models import NextStep, Says, Verdict
from board.issues.state_changes import explain, open_state, schedule_reminder
from board.policy import Actor, require


def give_verdict(issue: Issue, by: Actor, *, says: Says, note: str = "") -> None:
    """Say whether it is really done, as somebody who asked; the first "not done" opens
    it again.

    One verdict a person, which may be changed. Raises Conflict when the issue is not
    marked as done.
    """
    require(by, "issue.verdict", queries.shown(issue.id, by))
    (issue,) = queries.lock(issue.id)
    if issue.state != State.DONE:
        raise Conflict(
            _("This is not marked as done any more. Below is its status now.")
        )
    changed = _store_verdict(issue, by, says)
    if says == Says.NOT_DONE:
        _reopen(issue, by, note)
    elif changed:
        record(verbs.VERDICT_GIVEN, issue, by=by, says=says)


def _store_verdict(issue: Issue, by: Actor, says: Says) -> bool:
    mine = {"issue_id": issue.id, "person_id": by.id}
    if insert_new(Verdict, [*mine], **mine, says=says, at=clock.now()):
        return True
    another = (
        update(Verdict)
        .filter_by(**mine)
        .where(Verdict.says != says)
        .values(says=says, at=clock.now())
    )
    return bool(db.session.execute(another).rowcount)  # type: ignore[attr-defined]


def _reopen(issue: Issue, by: Actor, note: str) -> None:
    state = open_state(issue.id)
    done = (Issue.id == issue.id, Issue.state == State.DONE)
    changed = db.session.execute(
        update(Issue).where(*done).values(state=state, active_at=clock.now())
    )
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("Somebody else who asked said so first: it is open again."))
    schedule_reminder(issue.id, state)
    comment = explain(issue, by, note)
    topics = [*issue.topics, f"person-{by.id}"]
    record(verbs.REOPENED, issue, part=comment, by=by, topics=topics, state=state)


def set_next(
    issue: Issue, by: Actor, *, what: str, who: str, day: date, once: str | None = None
) -> NextStep:
    """Say who does what by when.

    Raises Conflict once it is closed. The same `once` again gives back the first.
    """
    require(by, "issue.next", issue)
    (issue,) = queries.lock(issue.id)
    if State(issue.state).is_ending:
        raise Conflict(
            _("This is closed, so there is no next step. Open it again first.")
        )
    values = {
        "issue_id": issue.id,
        "author_id": by.id,
        "what": what,
        "who": who,
        "by": day,
        "at": clock.now(),
    }
    step, is_new = insert_once(NextStep, once=once, **values)
    if is_new:
        db.session.execute(
            update(Issue).where(Issue.id == issue.id).values(**answered(by))
        )
        record(verbs.NEXT_SET, issue, part=step, by=by)
    return step
