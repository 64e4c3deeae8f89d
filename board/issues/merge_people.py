"""Carrying who stands behind a merged issue over to the other one, and taking back
those who were only carried.

A person counts at the other issue by their own choice, or has a row in `merge_carried`
for each merged issue that brought them. Both issues are locked by the caller, so that
nobody comes or goes meanwhile.
"""

from typing import Any

from sqlalchemy import ScalarSelect, delete, select

from board import clock
from board.activity.models import Follow
from board.db import db, insert_new
from board.issues.merge_models import Carried, Merge, MergeCarried
from board.issues.models import Issue, Second


def carry(issue: Issue, other: Issue) -> int:
    """Whoever supports or follows the issue does so at the other, once.

    Gives how many supporters that are more.
    """
    seconds = db.session.scalars(
        select(Second.person_id).where(Second.issue_id == issue.id)
    )
    support = {id for id in (*seconds, issue.author_id) if id and id != other.author_id}
    known = set(db.session.scalars(_carried_to(other.id, Carried.SECOND)))
    at, more = clock.now(), 0
    for person_id in sorted(support):
        mine = {"issue_id": other.id, "person_id": person_id}
        made = insert_new(Second, [*mine], **mine, at=at)
        more += made is not None
        if made is not None or person_id in known:
            _note(issue, other, person_id, Carried.SECOND)
    _carry_followers(issue, other)
    return more


def _carry_followers(issue: Issue, other: Issue) -> None:
    topic = f"issue-{other.id}"
    known = set(
        db.session.scalars(
            select(Follow.person_id).filter_by(topic=topic, carried=True)
        )
    )
    # Who has stopped following meanwhile did so by choice: what brought them there no
    # longer counts.
    brought = (MergeCarried.into_id == other.id, MergeCarried.what == Carried.FOLLOW)
    db.session.execute(
        delete(MergeCarried).where(*brought, MergeCarried.person_id.not_in(known))
    )
    for person_id in db.session.scalars(
        select(Follow.person_id).filter_by(topic=f"issue-{issue.id}")
    ).all():
        mine = {"topic": topic, "person_id": person_id}
        if (
            insert_new(Follow, [*mine], **mine, since=clock.now(), carried=True)
            or person_id in known
        ):
            _note(issue, other, person_id, Carried.FOLLOW)


def _note(issue: Issue, other: Issue, person_id: int | None, what: Carried) -> None:
    db.session.add(
        MergeCarried(
            issue_id=issue.id, into_id=other.id, person_id=person_id, what=what
        )
    )


def _carried_to(issue_id: int, what: Carried) -> Any:
    return select(MergeCarried.person_id).where(
        MergeCarried.into_id == issue_id, MergeCarried.what == what
    )


def take_back(merge: Merge) -> int:
    """Whom only this merge had brought is gone from the other issue.

    Gives how many supporters that are fewer.
    """
    seconds = (
        Second.issue_id == merge.into_id,
        Second.person_id.in_(_only_by(merge, Carried.SECOND)),
    )
    follows = (
        Follow.topic == f"issue-{merge.into_id}",
        Follow.person_id.in_(_only_by(merge, Carried.FOLLOW)),
    )
    fewer: int = db.session.execute(delete(Second).where(*seconds)).rowcount  # type: ignore[attr-defined]
    db.session.execute(delete(Follow).where(*follows, Follow.carried))
    db.session.execute(
        delete(MergeCarried).where(MergeCarried.issue_id == merge.issue_id)
    )
    db.session.delete(merge)
    return fewer


def _only_by(merge: Merge, what: Carried) -> ScalarSelect[Any]:
    by_others = _carried_to(merge.into_id, what).where(
        MergeCarried.issue_id != merge.issue_id
    )
    mine = _carried_to(merge.into_id, what).where(
        MergeCarried.issue_id == merge.issue_id
    )
    only: ScalarSelect[Any] = mine.where(
        MergeCarried.person_id.not_in(by_others)
    ).scalar_subquery()
    return only


def forget_carried(issue: Issue, person_id: int) -> None:
    """The person took their support back: however many merges had brought it, it is
    gone."""
    mine = (MergeCarried.into_id == issue.id, MergeCarried.person_id == person_id)
    db.session.execute(
        delete(MergeCarried).where(*mine, MergeCarried.what == Carried.SECOND)
    )
