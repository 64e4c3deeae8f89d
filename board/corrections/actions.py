"""Putting right what was said: comments, changes asked for, personal details taken out
for good."""

from flask_babel import gettext as _
from sqlalchemy import Update, exists, update

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
    if not _changes(update(Comment).where(*mine).values(**values)):
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
        "version": Comment.version + 1,
    }
    if not _changes(update(Comment).where(*mine).values(**values)):
        raise Conflict(_("This was removed already."))
    pictures = entities([f"comment-{comment.id}"])
    photos.remove(pictures, {photo.id for photo in pictures})
    _count_without(comment)
    _note(verbs.COMMENT_REMOVED, comment, by)


def _count_without(comment: Comment) -> None:
    """Count one comment less; the reason of a state, or one that is hidden, was not
    counted."""
    this = (Comment.id == comment.id, *Comment.visible(None))
    was_counted = exists().where(*this, ~is_reason())
    one_less = {"comment_count": Issue.comment_count - 1}
    issue = update(Issue).where(Issue.id == comment.issue_id, was_counted)
    db.session.execute(issue.values(**one_less))


def _changes(statement: Update) -> bool:
    """Carry out a guarded write; whether it changed anything."""
    return bool(db.session.execute(statement).rowcount)  # type: ignore[attr-defined]


def _note(verb: Verb, comment: Comment, by: Actor) -> None:
    issue = comment.issue
    record(verb, issue, part=comment, by=by)


def ask(issue: Issue, by: Actor, *, body: str, once: str | None = None) -> None:
    """Ask the organisers of the area to change a post; they hear of it."""
    require(by, "issue.ask", issue)
    wish, is_new = insert_once(
        Ask,
        issue_id=issue.id,
        person_id=by.id,
        version=issue.version,
        body=body,
        at=clock.now(),
        once=once,
    )
    if is_new:
        record(verbs.CHANGE_ASKED, issue, part=wish, by=by, topics=_own_topic(issue))


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
    if not _changes(update(Ask).where(*waiting).values(settled_at=clock.now())):
        raise Conflict(_("Somebody has seen to it already."))
    record(verbs.ASK_SETTLED, issue, by=by, topics=_own_topic(issue))


def _own_topic(issue: Issue) -> list[str]:
    """Only for those who asked and who settle it: the post itself does not change."""
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
    category = issue.category
    kind = issue.kind
    if not _changes(update(Issue).where(*mine).values(**values)):
        raise ChangedMeanwhile
    earlier = update(IssueVersion).where(IssueVersion.issue_id == issue.id)
    db.session.execute(earlier.values(**ERASED))
    replaced = IssueVersion(
        issue_id=issue.id,
        version=version,
        replaced_by_id=by.id,
        category=category,
        kind=kind,
        **ERASED,
    )
    db.session.add(replaced)
    db.session.execute(update(Ask).where(Ask.issue_id == issue.id).values(body=""))
    record(verbs.PURGED, issue, by=by, version=version + 1)
