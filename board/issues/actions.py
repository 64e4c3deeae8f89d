"""The rules of issues: post, take over from elsewhere, and edit; other rules have files
of their own (`comment_actions`, `merge_actions` …)."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import update

from board import clock
from board.accounts import consent_actions as consents
from board.activity.actions import follow, record
from board.areas.models import Area
from board.db import db, fresh, insert_new, insert_once
from board.errors import ChangedMeanwhile, Conflict
from board.folding import refolded
from board.issues import verbs
from board.issues.models import SEARCHED, Issue, IssueVersion, SimilarAnswer, State
from board.issues.photo_actions import illustrate, remove
from board.issues.places import SENDS
from board.issues.places_shown import placed
from board.issues.state_changes import schedule_reminder
from board.photos import actions as photos
from board.photos.pictures import Picture
from board.photos.queries import entities
from board.policy import Actor, Within, require

TEXTS = ("title", "body", "category", "kind", "place")


def post(
    by: Actor,
    *,
    area_id: int,
    once: str | None = None,
    pictures: Sequence[Picture] = (),
    shown: Sequence[int] = (),
    rounded: bool = False,
    also_sent: bool = False,
    **fields: Any,
) -> Issue:
    """Post an issue; others read its position rounded where its poster wants it so, and
    it goes elsewhere besides where they want that.

    The same `once` again gives back the first; the author follows what they posted.

    `shown` are the similar ones it was found to be different from.
    """
    require(by, "issue.post", Within(area_id))
    if fields.get("on_behalf") is not None:
        require(by, "issue.write_down", fresh(Area, area_id))
    at = clock.now()
    times = {"created_at": at, "active_at": at, "edit_until": at + edit_window()}
    said = placed(fields, rounded=rounded)
    issue, is_new = insert_once(
        Issue, author_id=by.id, area_id=area_id, once=once, **times, **said
    )
    if is_new:
        _begin(issue, by, pictures)
        if also_sent:
            SENDS.filling.agree(issue, by)
        note_similar_answer(shown, None)
    elif issue.author_id != by.id:
        raise Conflict(_("That form was used already. Open a new one."))
    return issue


def _begin(issue: Issue, by: Actor, pictures: Sequence[Picture]) -> None:
    """What happens once, when a post is new."""
    if issue.show_name:
        consents.give(by, consents.SHOWN_NAME)
    if pictures:
        illustrate(issue, by, pictures)
    schedule_reminder(issue.id, State.OPEN)
    follow(f"issue-{issue.id}", by)
    of_category = f"area-{issue.area_id}-category-{issue.category}"
    topics = [*issue.topics, of_category, f"person-{by.id}"]
    record(verbs.POSTED, issue, by=by, topics=topics)


def edit_window() -> timedelta:
    """How long a post or a comment can be edited by its author."""
    return timedelta(minutes=int(current_app.config["BOARD"].edit_window))


def post_imported(source: str, *, area_id: int, **fields: Any) -> Issue | None:
    """Post an issue from elsewhere, without an author; None when the one of this source
    is here already."""
    at = clock.now()
    times = {"created_at": at, "active_at": at, "edit_until": at}
    issue = insert_new(
        Issue, ["source"], source=source, area_id=area_id, **times, **fields
    )
    if issue is not None:
        record(
            verbs.POSTED,
            issue,
            by=None,
            imported=True,
        )
    return issue


def edit(
    issue: Issue,
    by: Actor,
    *,
    version: int,
    pictures: Sequence[Picture] = (),
    alts: Mapping[int, str] | None = None,
    without: Collection[int] = (),
    rounded: bool = False,
    **fields: Any,
) -> None:
    """Change what an issue says and keep the version before.

    Raises Conflict when it was changed meanwhile. Only the author may change whether
    the author's name and the exact position are shown: from others this is ignored.
    """
    require(by, "issue.edit", issue)
    if by.id != issue.author_id:
        fields.pop("show_name", None)
        rounded = issue.exact_latitude is not None
    if fields.get("show_name") and not issue.show_name:
        consents.give(by, consents.SHOWN_NAME)
    _write_version(issue, by, version, placed(fields, rounded=rounded))
    shown = entities([f"issue-{issue.id}"])
    photos.describe(shown, alts or {})
    if remove(issue, shown, without) or pictures:
        illustrate(issue, by, pictures)
    record(verbs.EDITED, issue, by=by, version=version + 1)


def _write_version(
    issue: Issue, by: Actor, version: int, fields: dict[str, Any]
) -> None:
    texts_before = {name: getattr(issue, name) for name in TEXTS}
    before = IssueVersion(
        issue_id=issue.id, version=version, replaced_by_id=by.id, **texts_before
    )
    folded = refolded(issue, SEARCHED, fields)
    changed = db.session.execute(
        update(Issue)
        .where(Issue.id == issue.id, Issue.version == version)
        .values(version=version + 1, **fields, **folded)
    )
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise ChangedMeanwhile
    db.session.add(before)


def note_similar_answer(shown: Sequence[int], chosen_id: int | None) -> None:
    """Store which similar issues were shown and which was chosen, None for "none of
    these"; nothing where none were shown."""
    if shown:
        db.session.add(
            SimilarAnswer(at=clock.now(), shown=list(shown), chosen_id=chosen_id)
        )


def touch(issue: Issue, **columns: Any) -> None:
    """Write these columns of an issue, which is active now."""
    db.session.execute(
        update(Issue)
        .where(Issue.id == issue.id)
        .values(active_at=clock.now(), **columns)
    )
