"""The rules of issues: post, edit, second, comment, follow, and where an issue stands."""

from datetime import timedelta
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from board import clock
from board.activity.actions import follow, record
from board.activity.models import Verb
from board.db import db, insert_new, insert_once
from board.errors import ChangedMeanwhile, Conflict, Invalid
from board.issues import queries
from board.issues.merges import carry, forget_carried, take_back
from board.issues.models import Comment, Issue, IssueVersion, Merge, Second, State, Verdict
from board.issues.turns import explain, look_again, open_state
from board.policy import Actor, require, role_shown

TEXTS = ("title", "body", "category", "kind", "place")


def post(by: Actor, *, area_id: int, once: str | None = None, **said: Any) -> Issue:
    """Post an issue. The same `once` again gives back the first; the author follows what they posted."""
    require(by, "issue.post")
    window = timedelta(minutes=int(current_app.config["BOARD"].edit_window))
    at = clock.now()
    times = {"created_at": at, "active_at": at, "edit_until": at + window}
    issue, is_new = insert_once(Issue, author_id=by.id, area_id=area_id, once=once, **times, **said)
    if is_new:
        look_again(issue.id, State.OPEN)
        follow(f"issue-{issue.id}", by)
        record(Verb.ISSUE_POSTED, issue, by=by, area_id=area_id, topics=[*issue.topics, f"person-{by.id}"])
    elif issue.author_id != by.id:
        raise Conflict(_("That form was used already. Open a new one."))
    return issue


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
    (issue,) = queries.locked(issue.id)
    if State(issue.state).is_ending:
        raise Conflict(_("This is closed, so nobody can be added. Post again if it is back."))
    if insert_new(Second, ["issue_id", "person_id"], issue_id=issue.id, person_id=by.id):
        _count(issue, second_count=Issue.second_count + 1)
        follow(f"issue-{issue.id}", by)
        topics = [*issue.topics, f"person-{by.id}"]
        record(Verb.ISSUE_SECONDED, issue, by=by, area_id=issue.area_id, topics=topics)


def unsecond(issue: Issue, by: Actor) -> None:
    """Take a "me too" back; following goes on until it is ended by itself. Raises Conflict once it is merged."""
    require(by, "issue.second", issue)
    (issue,) = queries.locked(issue.id)
    if issue.state == State.DUPLICATE:
        raise Conflict(_("This goes on at another post. Take it back there."))
    mine = (Second.issue_id == issue.id, Second.person_id == by.id)
    if db.session.execute(delete(Second).where(*mine)).rowcount:  # type: ignore[attr-defined]
        forget_carried(issue, by.id)
        _count(issue, second_count=Issue.second_count - 1)
        topics = [*issue.topics, f"person-{by.id}"]
        record(Verb.ISSUE_UNSECONDED, issue, by=by, area_id=issue.area_id, topics=topics)


def comment(issue: Issue, by: Actor, *, body: str, once: str | None = None) -> Comment:
    """Say something under an issue and follow it."""
    require(by, "issue.comment", issue)
    made, is_new = insert_once(Comment, issue_id=issue.id, author_id=by.id, body=body, at=clock.now(), once=once)
    if is_new:
        _count(issue, comment_count=Issue.comment_count + 1)
        follow(f"issue-{issue.id}", by)
        topics = [*issue.topics, f"person-{by.id}"]
        record(Verb.ISSUE_COMMENTED, issue, part=made, by=by, area_id=issue.area_id, topics=topics)
    return made


def _count(issue: Issue, **counts: Any) -> None:
    db.session.execute(update(Issue).where(Issue.id == issue.id).values(active_at=clock.now(), **counts))


def set_state(
    issue: Issue,
    by: Actor | None,
    *,
    state: State,
    reason: str = "",
    evidence: str = "",
    duplicate_of: Issue | None = None,
) -> None:
    """Say where an issue stands. An ending needs a reason, a duplicate the issue it repeats (see `merge`).

    `by` is None for an import. Raises Invalid for a missing reason, Conflict when it stands there already.
    """
    if state == State.DUPLICATE:
        merge(issue, by, into=duplicate_of, reason=reason, evidence=evidence)
        return
    if by is not None:
        require(by, "issue.close", issue)
    _check(state, reason)
    if duplicate_of is not None:
        raise Invalid(_("Name the other post only when this one says the same."), "duplicate_of")
    if issue.state == State.DUPLICATE and by is not None:
        unmerge(issue, by, reason=reason)
        if issue.state == state:
            return
    (issue,) = queries.locked(issue.id)
    was = issue.state
    _move(issue, state)
    if state == State.DONE:
        db.session.execute(delete(Verdict).where(Verdict.issue_id == issue.id))  # everyone is asked anew
    said = explain(issue, by, reason, evidence)
    facts = {"state": state, "was": was} | _role(by, issue)
    record(Verb.ISSUE_STATE_SET, issue, part=said, by=by, area_id=issue.area_id, topics=issue.topics, **facts)


def _check(state: State, reason: str) -> None:
    if state.is_ending and not reason:
        raise Invalid(_("Say why, so that everyone who asked knows."), "reason")


def _move(issue: Issue, state: State, **values: Any) -> None:
    values |= {"state": state, "active_at": clock.now()}
    changed = db.session.execute(update(Issue).where(Issue.id == issue.id, Issue.state != state).values(**values))
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("Somebody has set this already."))
    if issue.author_id:  # nobody here waits for an answer to what was imported
        look_again(issue.id, state)


def _role(by: Actor | None, issue: Issue) -> dict[str, str]:
    return {"role": role_shown(by, issue)} if by else {}


def merge(issue: Issue, by: Actor | None, *, into: Issue | None, reason: str, evidence: str = "") -> None:
    """Let an issue go on at another that says the same: who stood behind it stands behind that one, once.

    Raises Invalid for no other post, or one that would make a chain or a circle; Conflict when it is merged already.
    """
    require(by, "issue.merge", issue)
    assert by is not None
    _check(State.DUPLICATE, reason)
    if into is None or into.id == issue.id:
        raise Invalid(_("Name the other post that says the same."), "duplicate_of")
    issue, other = queries.locked(issue.id, into.id)
    _check_chain(issue, other)
    was = issue.state
    _move(issue, State.DUPLICATE, duplicate_of_id=other.id)
    db.session.add(Merge(issue_id=issue.id, into_id=other.id, by_id=by.id, was=was, at=clock.now()))
    more = carry(issue, other)
    _count(other, second_count=Issue.second_count + more)
    said = explain(issue, by, reason, evidence)
    facts = {"into": other.id, "was": was, "carried": more} | _role(by, issue)
    topics = [*issue.topics, *other.topics]
    record(Verb.ISSUE_MERGED, issue, part=said, by=by, area_id=issue.area_id, topics=topics, **facts)


def _check_chain(issue: Issue, other: Issue) -> None:
    if other.state == State.DUPLICATE and issue.state != State.DUPLICATE:
        goes = {"number": other.duplicate_of_id}
        raise Invalid(_("That post itself goes on at post %(number)s. Name another one.", **goes), "duplicate_of")
    if db.session.scalar(select(Merge.issue_id).where(Merge.into_id == issue.id).limit(1)):
        raise Invalid(
            _("Other posts go on at this one, so it can't go on elsewhere. Undo those first."), "duplicate_of"
        )


def unmerge(issue: Issue, by: Actor, *, reason: str = "") -> None:
    """Bring a merged issue back as it was, and take back from the other one whom only this merge had brought.

    Raises Conflict when it is not merged.
    """
    require(by, "issue.unmerge", queries.shown(issue.id, by))
    if issue.duplicate_of_id is None:
        raise Conflict(_("This stands on its own already."))
    issue, other = queries.locked(issue.id, issue.duplicate_of_id)
    merged = db.session.get(Merge, issue.id, populate_existing=True)
    if merged is None or merged.into_id != other.id:
        raise Conflict(_("This stands on its own already."))
    state = open_state(issue.id, merged.was) if not State(merged.was).is_ending else State(merged.was)
    _count(other, second_count=Issue.second_count - take_back(merged))
    _move(issue, state, duplicate_of_id=None)
    said = explain(issue, by, reason)
    facts = {"into": other.id, "state": state} | _role(by, issue)
    topics = [*issue.topics, *other.topics]
    record(Verb.ISSUE_UNMERGED, issue, part=said, by=by, area_id=issue.area_id, topics=topics, **facts)
