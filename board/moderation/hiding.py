"""What hiding a thing and showing it again does to its row, to its pictures and to the
numbers stored beside what they count."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import exists, select, update

from board import clock
from board.activity.models import Activity, ActivityTopic
from board.activity.verbs import needing
from board.db import AnySelect, db, table_of, write
from board.issues.models import Comment, Issue
from board.issues.thread_queries import is_reason
from board.moderation.targets import MODELS, PAGES, Target
from board.notifications import actions as news
from board.photos.models import Photo
from board.photos.queries import entities

ILLUSTRATED = {"issue", "comment", "update", "campaign", "playbook"}


def hide_row(target: Target, words: str) -> bool:
    """Nobody reads it any more; whether it was not hidden before."""
    now = clock.now()
    if not _set(target, hidden_at=now, hidden_for=words):
        return False
    _recount(target, -1)
    if target.kind in ILLUSTRATED:
        owners = _owners(target)
        shown = (Photo.owner.in_(owners), Photo.hidden_at.is_(None))
        hidden = update(Photo).where(*shown).values(hidden_at=now)
        db.session.execute(hidden)
    news.take_back(_lines(target), now)
    return True


def show_row(target: Target) -> bool:
    """Everybody reads it again; whether it was hidden before. Its pictures that were
    hidden with it come back."""
    since = target.hidden_at
    if since is None or not _set(target, hidden_at=None, hidden_for=""):
        return False
    _recount(target, 1)
    if target.kind in ILLUSTRATED:
        with_it = (
            Photo.owner.in_(_owners(target)),
            Photo.hidden_at == since,
            Photo.hidden_for == "",
        )
        db.session.execute(update(Photo).where(*with_it).values(hidden_at=None))
    news.give_back(_lines(target), since)
    return True


def _lines(target: Target) -> AnySelect:
    """The lines of the log that are told to nobody without this thing."""
    page: Any = target.page
    topic = f"{page.__tablename__}-{page.id}"
    if target.kind in PAGES:
        its = Activity.subject_kind == target.kind
        if target.kind == "campaign":
            its |= Activity.subject_kind == "task"
    else:
        if target.kind == "task_comment":
            topic += "-talk"
        if target.kind == "answer":
            topic += "-answers"
        its = Activity.part_id == target.id
        its &= Activity.verb.in_(needing(MODELS[target.kind]))
    under = Activity.id == ActivityTopic.activity_id
    return (
        select(Activity.id)
        .join(ActivityTopic, under)
        .where(ActivityTopic.topic == topic, its)
    )


def say_why(target: Target, words: str) -> None:
    """It stays hidden, and this stands in its place."""
    model = MODELS[target.kind]
    db.session.execute(
        update(model).where(model.id == target.id).values(hidden_for=words)
    )


def _set(target: Target, **values: Any) -> int:
    model = MODELS[target.kind]
    is_shown = model.hidden_at.is_(None)
    before = is_shown if values["hidden_at"] else ~is_shown
    statement = update(model).where(model.id == target.id, before).values(**values)
    return int(db.session.execute(statement).rowcount)  # type: ignore[attr-defined]


def _owners(target: Target) -> Collection[str]:
    """The things whose pictures go with it."""
    own = {f"{target.kind}-{target.id}"}
    if target.kind == "issue":
        comments = select(Comment.id).where(
            Comment.issue_id == target.id,
            Comment.photo_count > 0,
            Comment.hidden_at.is_(None),
        )
        own |= {f"comment-{id}" for id in db.session.scalars(comments)}
    return own


def _recount(target: Target, step: int) -> None:
    if target.kind == "comment":
        counted = exists().where(
            Comment.id == target.id, Comment.removed_at.is_(None), ~is_reason()
        )
        one = {"comment_count": Issue.comment_count + step}
        of_issue = (Issue.id == target.row.issue_id, counted)
        write(update(table_of(Issue)).where(*of_issue).values(one))
    if target.kind == "photo":
        recount_pictures(target.row.owner)


def recount_pictures(owner: str) -> None:
    """Store how many pictures a thing has that are shown, and the first."""
    db.session.flush()
    name, _, number = owner.rpartition("-")
    ids = [photo.id for photo in entities([owner])]
    if name == "issue":
        cover = ids[0] if ids else None
        values = {"photo_count": len(ids), "cover_id": cover}
        db.session.execute(update(Issue).where(Issue.id == int(number)).values(values))
    elif name in ("comment", "update", "playbook"):
        model = MODELS[name]
        counted = update(model).where(model.id == int(number))
        db.session.execute(counted.values(photo_count=len(ids)))
