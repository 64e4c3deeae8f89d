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
    more = _carry_supporters(issue, other)
    _carry_followers(issue, other)
    return more


def _carry_supporters(issue: Issue, other: Issue) -> int:
    seconds = db.session.scalars(
        select(Second.person_id).where(Second.issue_id == issue.id)
    )
    people = {*seconds, issue.author_id} - {None, other.author_id}
    carried_before = set(db.session.scalars(_carried_to(other.id, Carried.SECOND)))
    at = clock.now()
    more = 0
    for person_id in sorted(people):
        key = {"issue_id": other.id, "person_id": person_id}
        is_new = insert_new(Second, [*key], **key, at=at) is not None
        more += is_new
        if is_new or person_id in carried_before:
            _note(issue, other, person_id, Carried.SECOND)
    return more


def _carry_followers(issue: Issue, other: Issue) -> None:
    topic = f"issue-{other.id}"
    following = select(Follow.person_id).filter_by(topic=topic, carried=True)
    carried_before = set(db.session.scalars(following))
    # Who has stopped following meanwhile did so by choice: what brought them there no
    # longer counts.
    brought = (MergeCarried.into_id == other.id, MergeCarried.what == Carried.FOLLOW)
    has_stopped = MergeCarried.person_id.not_in(carried_before)
    db.session.execute(delete(MergeCarried).where(*brought, has_stopped))
    followers = select(Follow.person_id).filter_by(topic=f"issue-{issue.id}")
    for person_id in db.session.scalars(followers).all():
        key = {"topic": topic, "person_id": person_id}
        is_new = insert_new(Follow, [*key], **key, since=clock.now(), carried=True)
        if is_new or person_id in carried_before:
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
    supporters = Second.person_id.in_(_only_by(merge, Carried.SECOND))
    taken_back = db.session.execute(
        delete(Second).where(Second.issue_id == merge.into_id, supporters)
    )
    followers = Follow.person_id.in_(_only_by(merge, Carried.FOLLOW))
    is_carried = (Follow.topic == f"issue-{merge.into_id}", followers, Follow.carried)
    db.session.execute(delete(Follow).where(*is_carried))
    db.session.execute(
        delete(MergeCarried).where(MergeCarried.issue_id == merge.issue_id)
    )
    db.session.delete(merge)
    fewer: int = taken_back.rowcount  # type: ignore[attr-defined]
    return fewer


def _only_by(merge: Merge, what: Carried) -> ScalarSelect[Any]:
    """The people whom this merge carried to the other issue, and no other merge did."""
    carried = _carried_to(merge.into_id, what)
    by_others = carried.where(MergeCarried.issue_id != merge.issue_id)
    by_this = carried.where(MergeCarried.issue_id == merge.issue_id)
    only_by_this = by_this.where(MergeCarried.person_id.not_in(by_others))
    only: ScalarSelect[Any] = only_by_this.scalar_subquery()
    return only


def forget_carried(issue: Issue, person_id: int) -> None:
    """The person took their support back: however many merges had brought it, it is
    gone."""
    mine = (MergeCarried.into_id == issue.id, MergeCarried.person_id == person_id)
    db.session.execute(
        delete(MergeCarried).where(*mine, MergeCarried.what == Carried.SECOND)
    )
