"""The rules of issues: post, edit, second, comment, follow, and where an issue stands."""

from datetime import timedelta
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import delete, update

from board import clock
from board.activity.actions import follow, record
from board.activity.models import Verb
from board.db import db, insert_new, insert_once
from board.errors import ChangedMeanwhile, Conflict, Invalid
from board.issues.models import Comment, Issue, IssueVersion, Second, State
from board.policy import Actor, require

TEXTS = ("title", "body", "category", "kind", "place")


def post(by: Actor, *, area_id: int, once: str | None = None, **said: Any) -> Issue:
    """Post an issue. The same `once` again gives back the first; the author follows what they posted."""
    require(by, "issue.post")
    at = clock.now()
    times = {"created_at": at, "active_at": at, "edit_until": at + _edit_window()}
    issue, is_new = insert_once(Issue, author_id=by.id, area_id=area_id, once=once, **times, **said)
    if is_new:
        follow(f"issue-{issue.id}", by)
        topics = [*issue.topics, f"area-{area_id}-category-{issue.category}", f"person-{by.id}"]
        record(Verb.ISSUE_POSTED, issue, by=by, area_id=area_id, topics=topics)
    elif issue.author_id != by.id:
        raise Conflict(_("That form was used already. Open a new one."))
    return issue


def _edit_window() -> timedelta:
    return timedelta(minutes=int(current_app.config["BOARD"].edit_window))


def carry_over(source: str, *, area_id: int, **said: Any) -> Issue | None:
    """Take over an issue from elsewhere, without an author; None when one from this source is here already."""
    at = clock.now()
    times = {"created_at": at, "active_at": at, "edit_until": at}
    issue = insert_new(Issue, ["source"], source=source, area_id=area_id, **times, **said)
    if issue is not None:
        record(Verb.ISSUE_POSTED, issue, by=None, area_id=area_id, topics=issue.topics, imported=True)
    return issue


def edit(issue: Issue, by: Actor, *, version: int, **said: Any) -> None:
    """Change what an issue says and keep what it said. Raises Conflict when it was changed meanwhile."""
    require(by, "issue.edit", issue)
    old = IssueVersion(
        issue_id=issue.id, version=version, replaced_by_id=by.id, **{name: getattr(issue, name) for name in TEXTS}
    )
    mine = (Issue.id == issue.id, Issue.version == version)
    changed = db.session.execute(update(Issue).where(*mine).values(version=version + 1, **said))
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise ChangedMeanwhile
    db.session.add(old)
    record(Verb.ISSUE_EDITED, issue, by=by, area_id=issue.area_id, topics=issue.topics, version=version + 1)


def second(issue: Issue, by: Actor) -> None:
    """Say "me too" and follow the issue; once a person. Raises Conflict once it is closed."""
    require(by, "issue.second", issue)
    if State(issue.state).is_ending:
        raise Conflict(_("This is closed, so nobody can be added. Post again if it is back."))
    if insert_new(Second, ["issue_id", "person_id"], issue_id=issue.id, person_id=by.id):
        _count(issue, second_count=Issue.second_count + 1)
        follow(f"issue-{issue.id}", by)
        topics = [*issue.topics, f"person-{by.id}"]
        record(Verb.ISSUE_SECONDED, issue, by=by, area_id=issue.area_id, topics=topics)


def unsecond(issue: Issue, by: Actor) -> None:
    """Take a "me too" back; following goes on until it is ended by itself."""
    require(by, "issue.second", issue)
    mine = (Second.issue_id == issue.id, Second.person_id == by.id)
    if db.session.execute(delete(Second).where(*mine)).rowcount:  # type: ignore[attr-defined]
        _count(issue, second_count=Issue.second_count - 1)
        topics = [*issue.topics, f"person-{by.id}"]
        record(Verb.ISSUE_UNSECONDED, issue, by=by, area_id=issue.area_id, topics=topics)


def comment(issue: Issue, by: Actor, *, body: str, once: str | None = None) -> Comment:
    """Say something under an issue and follow it."""
    require(by, "issue.comment", issue)
    at = clock.now()
    times = {"at": at, "edit_until": at + _edit_window()}
    made, is_new = insert_once(Comment, issue_id=issue.id, author_id=by.id, body=body, once=once, **times)
    if is_new:
        _count(issue, comment_count=Issue.comment_count + 1)
        follow(f"issue-{issue.id}", by)
        topics = [*issue.topics, f"person-{by.id}"]
        record(Verb.ISSUE_COMMENTED, issue, part=made, by=by, area_id=issue.area_id, topics=topics)
    return made


def _count(issue: Issue, **counts: Any) -> None:
    db.session.execute(update(Issue).where(Issue.id == issue.id).values(active_at=clock.now(), **counts))


def set_state(
    issue: Issue, by: Actor | None, *, state: State, reason: str = "", duplicate_of: Issue | None = None
) -> None:
    """Say where an issue stands. An ending needs a reason, a duplicate the issue it repeats.

    `by` is None for an import. Raises Invalid for a missing reason, Conflict when it stands there already.
    """
    if by is not None:
        require(by, "issue.close", issue)
    if state.is_ending and not reason:
        raise Invalid(_("Say why, so that everyone who asked knows."), "reason")
    if (state == State.DUPLICATE) != (duplicate_of is not None) or (duplicate_of and duplicate_of.id == issue.id):
        raise Invalid(_("Name the other post that says the same."), "duplicate_of")
    was = issue.state
    values = {"state": state, "active_at": clock.now(), "duplicate_of_id": duplicate_of and duplicate_of.id}
    changed = db.session.execute(update(Issue).where(Issue.id == issue.id, Issue.state != state).values(**values))
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("Somebody has set this already."))
    said = None
    if reason:
        said = Comment(issue_id=issue.id, author_id=by and by.id, body=reason, at=clock.now())
        db.session.add(said)
        db.session.flush()
    topics = [*issue.topics, *(duplicate_of.topics if duplicate_of else [])]
    facts = {"state": state, "was": was}
    record(Verb.ISSUE_STATE_SET, issue, part=said, by=by, area_id=issue.area_id, topics=topics, **facts)
