"""The rule of comments: say something under an issue."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, update

from board import clock
from board.activity.actions import follow, record
from board.db import AnyRow, check_open, insert_row_once, table_of, write
from board.errors import Invalid
from board.issues import verbs
from board.issues.actions import edit_window, touch
from board.issues.models import Comment, Issue, answered, topics_of
from board.photos import actions as photos
from board.photos.models import PER_COMMENT
from board.photos.pictures import Picture
from board.policy import Actor, allowed, require

ISSUES = table_of(Issue)
COUNT_COMMENT = (
    update(ISSUES)
    .where(Issue.id == bindparam("issue"))
    .values(comment_count=ISSUES.c.comment_count + 1, active_at=bindparam("at"))
)


def comment(
    issue: Any,
    by: Actor,
    *,
    body: str,
    once: str | None = None,
    pictures: Sequence[Picture] = (),
) -> AnyRow:
    """Say something under an issue (an entity, or a row of queries.about) and follow
    it; the comment's columns."""
    require(by, "issue.comment", issue)
    check_open(issue)
    if len(pictures) > PER_COMMENT:
        raise Invalid(
            _("Choose at most %(most)s pictures.", most=PER_COMMENT), "photos"
        )
    at = clock.now()
    fields = {
        "issue_id": issue.id,
        "author_id": by.id,
        "body": body,
        "photo_count": len(pictures),
        "at": at,
        "edit_until": at + edit_window(),
        "once": once,
    }
    made, is_new = insert_row_once(Comment, **fields)
    if is_new:
        photos.attach(f"comment-{made.id}", by, pictures)
        if allowed(by, "issue.next", issue):
            touch(issue, comment_count=Issue.comment_count + 1, **answered(by))
        else:
            write(COUNT_COMMENT, {"issue": issue.id, "at": at})
        follow(f"issue-{issue.id}", by)
        topics = [*topics_of(issue), f"person-{by.id}"]
        record(verbs.COMMENTED, issue, kind="issue", part=made, by=by, topics=topics)
    return made
