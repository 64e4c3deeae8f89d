"""Putting right what was said: comments, changes asked for, personal details taken out
for good."""

from flask_babel import gettext as _
from sqlalchemy import exists, update

from board import clock
from board.activity.actions import record
from board.activity.verbs import Verb
from board.corrections import verbs
from board.db import db, insert_once
from board.errors import ChangedMeanwhile, Conflict, Invalid
from board.folding import refolded
from board.issues.models import SEARCHED, Ask, Comment, Issue, IssueVersion
from board.issues.thread_queries import is_reason
from board.photos import actions as photos
from board.photos.queries import entities
from board.policy import Actor, require

ERASED = {"title": "", "body": "", "place": ""}


def edit_comment(comment: Comment, by: Actor, *, version: int, body: str) -> None:
    """Say it another way, while one may.

    Raises Conflict when it was changed or removed meanwhile.
    """
    require(by, "comment.edit", comment)
    mine = (
        Comment.id == comment.id,
        Comment.version == version,
        Comment.removed_at.is_(None),
    )
    values = {"body": body, "version": version + 1, "edited_at": clock.now()}
    if not db.session.execute(update(Comment).where(*mine).values(**values)).rowcount:  # type: ignore[attr-defined]
        raise ChangedMeanwhile
    _note(verbs.COMMENT_EDITED, comment, by)


def remove_comment(comment: Comment, by: Actor, *, reason: str = "") -> None:
    """Take a comment's text away for good.

    Its author gives no reason, an organiser has to.

    Raises Invalid without one, Conflict when it is gone already.
    """
    require(by, "comment.remove", comment)
    if comment.author_id == by.id:
        reason = ""
    elif not reason:
        raise Invalid(_("Say why, so that whoever wrote it knows."), "reason")
    mine = (Comment.id == comment.id, Comment.removed_at.is_(None))
    values = {
        "body": "",
        "removed_at": clock.now(),
        "removed_for": reason,
        "photo_count": 0,
    }
    values["version"] = Comment.version + 1
    if not db.session.execute(update(Comment).where(*mine).values(**values)).rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("This was removed already."))
    shown = entities([f"comment-{comment.id}"])
    photos.remove(shown, {photo.id for photo in shown})
    counted = (
        Issue.id == comment.issue_id,
        exists().where(Comment.id == comment.id, ~is_reason()),
    )
    db.session.execute(
        update(Issue).where(*counted).values(comment_count=Issue.comment_count - 1)
    )
    _note(verbs.COMMENT_REMOVED, comment, by)


def _note(verb: Verb, comment: Comment, by: Actor) -> None:
    issue = comment.issue
    record(verb, issue, part=comment, by=by)


def ask(issue: Issue, by: Actor, *, body: str, once: str | None = None) -> None:
    """Ask the organisers of the area to change a post; they hear of it."""
    require(by, "issue.ask", issue)
    fields = {"version": issue.version, "body": body, "at": clock.now()}
    made, is_new = insert_once(
        Ask, issue_id=issue.id, person_id=by.id, once=once, **fields
    )
    if is_new:
        record(verbs.CHANGE_ASKED, issue, part=made, by=by, topics=_beside(issue))


def settle(issue: Issue, by: Actor) -> None:
    """Say that what was asked for is seen to; whoever asked hears of it.

    Raises Conflict when nothing waits.
    """
    require(by, "issue.settle", issue)
    waiting = (
        Ask.issue_id == issue.id,
        Ask.version == issue.version,
        Ask.settled_at.is_(None),
    )
    if not db.session.execute(
        update(Ask).where(*waiting).values(settled_at=clock.now())
    ).rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("Somebody has seen to it already."))
    record(verbs.ASK_SETTLED, issue, by=by, topics=_beside(issue))


def _beside(issue: Issue) -> list[str]:
    """Nothing changes for those who read along: no topic of theirs."""
    return [f"ask-{issue.id}"]


def purge(
    issue: Issue, by: Actor, *, version: int, title: str, body: str, place: str
) -> None:
    """Take personal details out of a post for good: of what it said before nothing is
    kept, in no version.

    Raises Conflict when it was changed meanwhile.
    """
    require(by, "issue.purge", issue)
    mine = (Issue.id == issue.id, Issue.version == version)
    texts = {"title": title, "body": body, "place": place}
    values = {"version": version + 1, **texts, **refolded(issue, SEARCHED, texts)}
    kinds = {"category": issue.category, "kind": issue.kind}
    if not db.session.execute(update(Issue).where(*mine).values(**values)).rowcount:  # type: ignore[attr-defined]
        raise ChangedMeanwhile
    db.session.execute(
        update(IssueVersion).where(IssueVersion.issue_id == issue.id).values(**ERASED)
    )
    db.session.add(
        IssueVersion(
            issue_id=issue.id, version=version, replaced_by_id=by.id, **ERASED, **kinds
        )
    )
    db.session.execute(update(Ask).where(Ask.issue_id == issue.id).values(body=""))
    record(verbs.PURGED, issue, by=by, version=version + 1)
