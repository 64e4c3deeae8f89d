"""The rules of issues: post, edit, add pictures, second, comment, set the state and
merge."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import bindparam, delete, exists, select, update

from board import clock
from board.accounts.actions import one_by_one
from board.activity.actions import follow, record
from board.areas.models import Area
from board.db import (
    AnyRow,
    db,
    fresh,
    insert_new,
    insert_once,
    insert_row,
    insert_row_once,
    table_of,
    write,
    write_and_read,
)
from board.errors import ChangedMeanwhile, Conflict, Invalid, NotAllowed
from board.folding import refolded
from board.issues import queries, verbs
from board.issues.merges import carry, forget_carried, take_back
from board.issues.models import (
    LIVE,
    SEARCHED,
    Comment,
    Issue,
    IssueVersion,
    Merge,
    Second,
    SimilarAnswer,
    State,
    Verdict,
    answered,
    topics_of,
)
from board.issues.state_changes import explain, open_state, schedule_nudge
from board.photos import actions as photos
from board.photos.models import PER_COMMENT, PER_ISSUE, Photo
from board.photos.pictures import Picture
from board.photos.queries import entities
from board.policy import Actor, allowed, require, role_shown

ISSUES = table_of(Issue)
TEXTS = ("title", "body", "category", "kind", "place")


def post(
    by: Actor,
    *,
    area_id: int,
    once: str | None = None,
    pictures: Sequence[Picture] = (),
    shown: Sequence[int] = (),
    **fields: Any,
) -> Issue:
    """Post an issue.

    The same `once` again gives back the first; the author follows what they posted.

    `shown` are the similar ones it was found to be different from.
    """
    require(by, "issue.post")
    if fields.get("on_behalf") is not None:
        require(by, "issue.write_down", fresh(Area, area_id))
    at = clock.now()
    times = {"created_at": at, "active_at": at, "edit_until": at + _edit_window()}
    issue, is_new = insert_once(
        Issue, author_id=by.id, area_id=area_id, once=once, **times, **fields
    )
    if is_new:
        if pictures:
            _illustrate(issue, by, pictures)
        _answer(shown, None)
        schedule_nudge(issue.id, State.OPEN)
        follow(f"issue-{issue.id}", by)
        topics = [
            *issue.topics,
            f"area-{area_id}-category-{issue.category}",
            f"person-{by.id}",
        ]
        record(verbs.POSTED, issue, by=by, area_id=area_id, topics=topics)
    elif issue.author_id != by.id:
        raise Conflict(_("That form was used already. Open a new one."))
    return issue


def _edit_window() -> timedelta:
    return timedelta(minutes=int(current_app.config["BOARD"].edit_window))


def carry_over(source: str, *, area_id: int, **fields: Any) -> Issue | None:
    """Take over an issue from elsewhere, without an author; None when one from this
    source is here already."""
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
            area_id=area_id,
            topics=issue.topics,
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
    **fields: Any,
) -> None:
    """Change what an issue says and keep the version before.

    Raises Conflict when it was changed meanwhile.

    Whether the author's name is shown is the author's to say: of others it is not
    taken.
    """
    require(by, "issue.edit", issue)
    if by.id != issue.author_id:
        fields.pop("show_name", None)
    old = IssueVersion(
        issue_id=issue.id,
        version=version,
        replaced_by_id=by.id,
        **{name: getattr(issue, name) for name in TEXTS},
    )
    mine = (Issue.id == issue.id, Issue.version == version)
    found = refolded(issue, SEARCHED, fields)
    changed = db.session.execute(
        update(Issue).where(*mine).values(version=version + 1, **fields, **found)
    )
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise ChangedMeanwhile
    db.session.add(old)
    shown = entities([f"issue-{issue.id}"])
    photos.describe(shown, alts or {})
    if _remove(issue, shown, without) or pictures:
        _illustrate(issue, by, pictures)
    record(
        verbs.EDITED,
        issue,
        by=by,
        area_id=issue.area_id,
        topics=issue.topics,
        version=version + 1,
    )


def photos_under(issue: Issue, by: Actor | None) -> list[Photo]:
    """The pictures of the issue and of its comments that this person may change."""
    require(by, "issue.comment", issue)
    owners = [f"issue-{issue.id}"] if allowed(by, "issue.edit", issue) else []
    comments = queries.comments_with_photos(issue.id)
    owners += [
        f"comment-{row.id}"
        for row in comments
        if allowed(by, "comment.illustrate", row)
    ]
    if not owners:
        raise NotAllowed
    return entities(owners)


def change_photos(
    issue: Issue, by: Actor, *, alts: Mapping[int, str], without: Collection[int] = ()
) -> None:
    """Say what pictures under an issue show and take some away, of those this person
    may change."""
    # counts are made one by one
    db.session.scalar(select(Issue.id).where(Issue.id == issue.id).with_for_update())
    mine = photos_under(issue, by)
    described, removed = photos.describe(mine, alts), _remove(issue, mine, without)
    if removed:
        _illustrate(issue, by)
        for owner in {photo.owner for photo in mine if photo.id in without} - {
            f"issue-{issue.id}"
        }:
            left = {"photo_count": len(entities([owner]))}
            db.session.execute(
                update(Comment)
                .where(Comment.id == int(owner.partition("-")[2]))
                .values(**left)
            )
    if described or removed:
        record(
            verbs.DESCRIBED,
            issue,
            by=by,
            area_id=issue.area_id,
            topics=issue.topics,
        )


def _remove(issue: Issue, shown: Sequence[Photo], without: Collection[int]) -> bool:
    # no row may refer to a picture that goes; _illustrate() then names the first of
    # those that stay
    if without:
        db.session.execute(
            update(Issue).where(Issue.id == issue.id).values(cover_id=None)
        )
    return photos.remove(shown, without)


def _illustrate(issue: Issue, by: Actor, pictures: Sequence[Picture] = ()) -> None:
    """Add pictures to an issue and store what lists show of them: how many there are,
    and the first."""
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


_mine = (Second.issue_id == Issue.id, Second.person_id == bindparam("person"))
COUNT_IN = (
    update(ISSUES)
    .where(
        Issue.id == bindparam("issue"), Issue.state.in_(LIVE), ~exists().where(*_mine)
    )
    .values(second_count=ISSUES.c.second_count + 1, active_at=bindparam("at"))
    .returning(ISSUES.c.id, ISSUES.c.area_id, ISSUES.c.author_id)
)


def second(issue_id: int, by: Actor, *, shown: Sequence[int] = ()) -> None:
    """Say "me too" and follow the issue; once a person.

    Raises Conflict once it is closed, NotFound without one.

    `shown` are the similar ones among which it was chosen instead of posting.
    """
    one_by_one(by)
    counted = write_and_read(
        COUNT_IN, {"issue": issue_id, "person": by.id, "at": clock.now()}
    )
    issue = counted[0] if counted else queries.about(issue_id)
    require(by, "issue.second", issue)
    if not counted:
        if State(issue.state).is_ending:
            raise Conflict(
                _("This is closed, so nobody can be added. Post again if it is back.")
            )
        return
    if (
        insert_row(
            Second, ["issue_id", "person_id"], issue_id=issue_id, person_id=by.id
        )
        is None
    ):
        # another post was merged into this one at that instant
        raise Conflict(_("You are counted in already."))
    _answer(shown, issue_id)
    follow(f"issue-{issue_id}", by)
    topics = [*topics_of(issue), f"person-{by.id}"]
    record(
        verbs.SECONDED,
        issue,
        kind="issue",
        by=by,
        area_id=issue.area_id,
        topics=topics,
    )


def _answer(shown: Sequence[int], chosen_id: int | None) -> None:
    if shown:
        db.session.add(
            SimilarAnswer(at=clock.now(), shown=list(shown), chosen_id=chosen_id)
        )


def unsecond(issue: Issue, by: Actor) -> None:
    """Take a "me too" back; following goes on until it is ended by itself.

    Raises Conflict once it is merged.
    """
    require(by, "issue.second", issue)
    (issue,) = queries.locked(issue.id)
    if issue.state == State.DUPLICATE:
        raise Conflict(_("This goes on at another post. Take it back there."))
    mine = (Second.issue_id == issue.id, Second.person_id == by.id)
    if db.session.execute(delete(Second).where(*mine)).rowcount:  # type: ignore[attr-defined]
        forget_carried(issue, by.id)
        _count(issue, second_count=Issue.second_count - 1)
        topics = [*issue.topics, f"person-{by.id}"]
        record(verbs.UNSECONDED, issue, by=by, area_id=issue.area_id, topics=topics)


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
        "edit_until": at + _edit_window(),
        "once": once,
    }
    made, is_new = insert_row_once(Comment, **fields)
    if is_new:
        photos.attach(f"comment-{made.id}", by, pictures)
        if allowed(by, "issue.next", issue):
            _count(issue, comment_count=Issue.comment_count + 1, **answered(by))
        else:
            write(COUNT_COMMENT, {"issue": issue.id, "at": at})
        follow(f"issue-{issue.id}", by)
        topics = [*topics_of(issue), f"person-{by.id}"]
        record(
            verbs.COMMENTED,
            issue,
            kind="issue",
            part=made,
            by=by,
            area_id=issue.area_id,
            topics=topics,
        )
    return made


def _count(issue: Issue, **counts: Any) -> None:
    db.session.execute(
        update(Issue)
        .where(Issue.id == issue.id)
        .values(active_at=clock.now(), **counts)
    )


def set_state(
    issue: Issue,
    by: Actor | None,
    *,
    state: State,
    reason: str = "",
    evidence: str = "",
    duplicate_of: Issue | None = None,
) -> None:
    """Set the state of an issue.

    An ending needs a reason, a duplicate the issue it repeats (see `merge`).

    `by` is None for an import. Raises Invalid for a missing reason, Conflict when it
    has that state already.
    """
    if state == State.DUPLICATE:
        merge(issue, by, into=duplicate_of, reason=reason, evidence=evidence)
        return
    if by is not None:
        require(by, "issue.close", issue)
    _check_reason(state, reason)
    if duplicate_of is not None:
        raise Invalid(
            _("Name the other post only when this one says the same."), "duplicate_of"
        )
    if issue.state == State.DUPLICATE and by is not None:
        unmerge(issue, by, reason=reason)
        if issue.state == state:
            return
    (issue,) = queries.locked(issue.id)
    was = issue.state
    _move(issue, state, **answered(by))
    if state == State.DONE:
        # everyone is asked anew
        db.session.execute(delete(Verdict).where(Verdict.issue_id == issue.id))
    comment = explain(issue, by, reason, evidence)
    facts = {"state": state, "was": was} | _role(by, issue)
    record(
        verbs.STATE_SET,
        issue,
        part=comment,
        by=by,
        area_id=issue.area_id,
        topics=issue.topics,
        **facts,
    )


def _check_reason(state: State, reason: str) -> None:
    if state.is_ending and not reason:
        raise Invalid(_("Say why, so that everyone who asked knows."), "reason")


def _move(issue: Issue, state: State, **values: Any) -> None:
    values |= {"state": state, "active_at": clock.now()}
    changed = db.session.execute(
        update(Issue).where(Issue.id == issue.id, Issue.state != state).values(**values)
    )
    if not changed.rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("Somebody has set this already."))
    if issue.author_id:  # nobody here waits for an answer to what was imported
        schedule_nudge(issue.id, state)


def _role(by: Actor | None, issue: Issue) -> dict[str, str]:
    return {"role": role_shown(by, issue)} if by else {}


def merge(
    issue: Issue,
    by: Actor | None,
    *,
    into: Issue | None,
    reason: str,
    evidence: str = "",
) -> None:
    """Let an issue go on at another that says the same: who stood behind it stands
    behind that one, once.

    Raises Invalid for no other post, or one that would make a chain or a circle;
    Conflict when it is merged already.
    """
    require(by, "issue.merge", issue)
    assert by is not None
    _check_reason(State.DUPLICATE, reason)
    if into is None or into.id == issue.id:
        raise Invalid(_("Name the other post that says the same."), "duplicate_of")
    issue, other = queries.locked(issue.id, into.id)
    _check_chain(issue, other)
    was = issue.state
    _move(issue, State.DUPLICATE, duplicate_of_id=other.id, **answered(by))
    db.session.add(
        Merge(issue_id=issue.id, into_id=other.id, by_id=by.id, was=was, at=clock.now())
    )
    more = carry(issue, other)
    _count(other, second_count=Issue.second_count + more)
    comment = explain(issue, by, reason, evidence)
    facts = {"into": other.id, "was": was, "carried": more} | _role(by, issue)
    topics = [*issue.topics, *other.topics]
    record(
        verbs.MERGED,
        issue,
        part=comment,
        by=by,
        area_id=issue.area_id,
        topics=topics,
        **facts,
    )


def _check_chain(issue: Issue, other: Issue) -> None:
    if other.state == State.DUPLICATE and issue.state != State.DUPLICATE:
        goes = {"number": other.duplicate_of_id}
        raise Invalid(
            _("That post itself goes on at post %(number)s. Name another one.", **goes),
            "duplicate_of",
        )
    if db.session.scalar(
        select(Merge.issue_id).where(Merge.into_id == issue.id).limit(1)
    ):
        raise Invalid(
            _(
                "Other posts go on at this one, so it can't go on elsewhere. Undo "
                "those first."
            ),
            "duplicate_of",
        )


def unmerge(issue: Issue, by: Actor, *, reason: str = "") -> None:
    """Bring a merged issue back as it was, and take back from the other one whom only
    this merge had brought.

    Raises Conflict when it is not merged.
    """
    require(by, "issue.unmerge", queries.shown(issue.id, by))
    if issue.duplicate_of_id is None:
        raise Conflict(_("This stands on its own already."))
    issue, other = queries.locked(issue.id, issue.duplicate_of_id)
    merged = db.session.get(Merge, issue.id, populate_existing=True)
    if merged is None or merged.into_id != other.id:
        raise Conflict(_("This stands on its own already."))
    state = (
        open_state(issue.id, merged.was)
        if not State(merged.was).is_ending
        else State(merged.was)
    )
    _count(other, second_count=Issue.second_count - take_back(merged))
    _move(issue, state, duplicate_of_id=None)
    comment = explain(issue, by, reason)
    facts = {"into": other.id, "state": state} | _role(by, issue)
    topics = [*issue.topics, *other.topics]
    record(
        verbs.UNMERGED,
        issue,
        part=comment,
        by=by,
        area_id=issue.area_id,
        topics=topics,
        **facts,
    )
