"""The rules of "count me in": say it, and take it back."""

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import bindparam, delete, exists, update

from board import clock
from board.accounts.actions import one_by_one
from board.activity.actions import follow, record
from board.db import db, insert_row, table_of, write_and_read
from board.errors import Conflict
from board.issues import queries, verbs
from board.issues.actions import note_similar_answer, touch
from board.issues.merge_people import forget_carried
from board.issues.models import LIVE, Issue, Second, State, topics_of
from board.policy import Actor, require

ISSUES = table_of(Issue)
_own_second = exists().where(
    Second.issue_id == Issue.id, Second.person_id == bindparam("person")
)
COUNT_IN = (
    update(ISSUES)
    .where(Issue.id == bindparam("issue"), Issue.state.in_(LIVE), ~_own_second)
    .where(*Issue.visible(None))
    .values(second_count=ISSUES.c.second_count + 1, active_at=bindparam("at"))
    .returning(ISSUES.c.id, ISSUES.c.area_id, ISSUES.c.author_id)
)


def closed() -> str:
    """Why nobody can be counted in any more."""
    return str(_("This is closed, so nobody can be added. Post again if it is back."))


def second(issue_id: int, by: Actor, *, shown: Sequence[int] = ()) -> None:
    """Say "count me in" and follow the issue; once a person.

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
            raise Conflict(closed())
        return
    key = {"issue_id": issue_id, "person_id": by.id}
    if insert_row(Second, [*key], **key) is None:
        # another post was merged into this one at that instant
        raise Conflict(_("You are counted in already."))
    note_similar_answer(shown, issue_id)
    follow(f"issue-{issue_id}", by)
    topics = [*topics_of(issue), f"person-{by.id}"]
    record(verbs.SECONDED, issue, kind="issue", by=by, topics=topics)


def unsecond(issue: Issue, by: Actor) -> None:
    """Take "count me in" back; following goes on until it is ended by itself.

    Raises Conflict once it is merged.
    """
    require(by, "issue.second", issue)
    (issue,) = queries.lock(issue.id)
    if issue.state == State.DUPLICATE:
        raise Conflict(_("This goes on at another post. Take it back there."))
    taken_back = db.session.execute(
        delete(Second).where(Second.issue_id == issue.id, Second.person_id == by.id)
    )
    if taken_back.rowcount:  # type: ignore[attr-defined]
        forget_carried(issue, by.id)
        touch(issue, second_count=Issue.second_count - 1)
        topics = [*issue.topics, f"person-{by.id}"]
        record(verbs.UNSECONDED, issue, by=by, topics=topics)
