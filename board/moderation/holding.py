"""First posts where an area's rule says so, and what a limited person writes: held
until an organiser has looked."""

from sqlalchemy import exists, select, update

from board.activity.models import Line
from board.areas.models import Area, Membership
from board.db import db
from board.issues.models import Comment, Issue
from board.issues.verbs import COMMENTED, POSTED
from board.moderation import hiding, queries
from board.moderation.case_actions import case_of
from board.moderation.models import Case, State
from board.moderation.targets import find
from board.policy import Role


def hold(lines: list[Line]) -> None:
    """Hold what was just posted or said where somebody is to look first; told of each
    transaction's lines."""
    for line in lines:
        if line.verb == POSTED and line.actor_id:
            _look_first(line, "issue", line.subject_id)
        elif line.verb == COMMENTED and line.part_id:
            _look_first(line, "comment", line.part_id)


def _look_first(line: Line, kind: str, number: int) -> None:
    me, area_id = line.actor_id, line.area_id
    if me is None or area_id is None or _organises(me, area_id):
        return
    is_first = _looks_first(area_id) and not _wrote_before(me, area_id, kind, number)
    if not is_first and not queries.is_limited(me, area_id):
        return
    target = find(kind, number)
    hiding.hide_row(target, "")
    case = case_of(target)
    held = update(Case).where(Case.id == case.id).values(state=State.HELD)
    db.session.execute(held)


def _organises(me: int, area_id: int) -> bool:
    mine = (Membership.person_id == me, Membership.area_id == area_id)
    role = select(Membership.role).where(*mine)
    return db.session.scalar(role) == Role.ORGANISER


def _looks_first(area_id: int) -> bool:
    return bool(db.session.scalar(select(Area.looks_first).where(Area.id == area_id)))


def _wrote_before(me: int, area_id: int, kind: str, number: int) -> bool:
    """Whether anything else of theirs in the area is there for all to read."""
    other_issue = (Issue.author_id == me, Issue.area_id == area_id)
    other_comment = (Comment.author_id == me, Issue.area_id == area_id)
    posts = exists().where(
        *other_issue, *Issue.visible(None), Issue.id != (number * (kind == "issue"))
    )
    said = (
        select(Comment.id)
        .join(Issue, Issue.id == Comment.issue_id)
        .where(*other_comment, *Comment.visible(None))
        .where(Comment.id != (number * (kind == "comment")))
        .exists()
    )
    return bool(db.session.scalar(select(posts | said)))
