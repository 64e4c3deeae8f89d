"""The rules of pictures under an issue: add, describe and remove them."""

from collections.abc import Collection, Mapping, Sequence

from flask_babel import gettext as _
from sqlalchemy import update

from board.activity.actions import record
from board.db import db, lock_row
from board.errors import Invalid, NotAllowed
from board.issues import queries, verbs
from board.issues.models import Comment, Issue
from board.photos import actions as photos
from board.photos.models import PER_ISSUE, Photo
from board.photos.pictures import Picture
from board.photos.queries import entities
from board.policy import Actor, allowed, require


def photos_under(issue: Issue, by: Actor | None) -> list[Photo]:
    """The pictures of the issue and of its comments that this person may change."""
    require(by, "issue.comment", issue)
    owners = [f"issue-{issue.id}"] if allowed(by, "issue.edit", issue) else []
    for comment in queries.comments_with_photos(issue.id):
        if allowed(by, "comment.illustrate", comment):
            owners.append(f"comment-{comment.id}")
    if not owners:
        raise NotAllowed
    return entities(owners)


def change_photos(
    issue: Issue, by: Actor, *, alts: Mapping[int, str], without: Collection[int] = ()
) -> None:
    """Say what pictures under an issue show and take some away, of those this person
    may change."""
    # whoever else changes pictures here waits, so that the counts are right
    lock_row(issue)
    mine = photos_under(issue, by)
    described = photos.describe(mine, alts)
    removed = remove(issue, mine, without)
    if removed:
        illustrate(issue, by)
        lessened = {photo.owner for photo in mine if photo.id in without}
        for owner in lessened - {f"issue-{issue.id}"}:
            _count_under_comment(owner)
    if described or removed:
        record(verbs.DESCRIBED, issue, by=by)


def _count_under_comment(owner: str) -> None:
    comment_id = int(owner.removeprefix("comment-"))
    db.session.execute(
        update(Comment)
        .where(Comment.id == comment_id)
        .values(photo_count=len(entities([owner])))
    )


def remove(issue: Issue, shown: Sequence[Photo], without: Collection[int]) -> bool:
    """Remove those of the shown pictures whose ids are in `without`; whether there were
    any. The caller calls illustrate() afterwards."""
    # no row may refer to a picture that goes; illustrate() then names the first of
    # those that stay
    if without:
        db.session.execute(
            update(Issue).where(Issue.id == issue.id).values(cover_id=None)
        )
    return photos.remove(shown, without)


def illustrate(issue: Issue, by: Actor, pictures: Sequence[Picture] = ()) -> None:
    """Add pictures to an issue and store what lists show: how many there are, and the
    first. Raises Invalid for more than a post may have."""
    owner = f"issue-{issue.id}"
    photos.attach(owner, by, pictures)
    ids = [photo.id for photo in entities([owner])]
    if len(ids) > PER_ISSUE:
        raise Invalid(
            _(
                "A post has at most %(most)s pictures. Take one away first.",
                most=PER_ISSUE,
            ),
            "photos",
        )
    values = {"photo_count": len(ids), "cover_id": ids[0] if ids else None}
    db.session.execute(update(Issue).where(Issue.id == issue.id).values(**values))
