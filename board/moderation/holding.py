"""First posts and comments where an area's rule says so, and all that a limited person
or another system writes: held until an organiser has looked."""

from functools import cache
from typing import Any

from sqlalchemy import Integer, bindparam, exists, false, or_, select, update

from board.activity.models import Line
from board.areas.models import Area, organises_here
from board.db import AnySelect, db, read
from board.issues.models import Comment, Issue
from board.issues.verbs import COMMENTED, POSTED
from board.moderation import hiding, measure_queries
from board.moderation.case_actions import case_of
from board.moderation.finding import find
from board.moderation.measure_models import Measure
from board.moderation.models import Case, State
from board.moderation.places import LOOKED_AT_FIRST
from board.questions.verbs import ASKED
from board.rounds.models import Answer
from board.rounds.verbs import ANSWERED
from board.tasks import verbs as tasks

# what is held, by the verb that says it was written; of these, what of a first one
WRITTEN: dict[str, str] = {
    POSTED: "issue",
    COMMENTED: "comment",
    tasks.COMMENTED: "task_comment",
    ASKED: "question",
    ANSWERED: "answer",
}
FIRST = ("issue", "comment", "answer")
ME: Any = bindparam("me", type_=Integer)


@cache
def _looks() -> AnySelect:
    """Asked with all that is written, in one statement; built once all features are
    known."""
    is_limited = exists().where(
        Measure.person_id == ME,
        Measure.kind == "limit",
        or_(Measure.area_id.is_(None), Measure.area_id == Area.id),
        *measure_queries.IN_FORCE,
    )
    always = (looked_at_first(ME) for looked_at_first in LOOKED_AT_FIRST)
    return select(
        Area.looks_first,
        organises_here(ME, Area.id).label("organises"),
        or_(false(), is_limited, *always).label("is_limited"),
    ).where(Area.id == bindparam("area"))


def hold(lines: list[Line]) -> None:
    """Hold what was just posted or said where somebody is to look first; told of each
    transaction's lines."""
    for line in lines:
        kind = WRITTEN.get(line.verb)
        number = line.subject_id if kind == "issue" else line.part_id
        if kind and number and line.actor_id:
            _look_first(line, kind, number)


def _look_first(line: Line, kind: str, number: int) -> None:
    me = line.actor_id
    area_id = line.area_id
    (found,) = read(_looks(), {"me": me, "area": area_id}) or ((),)
    if not found or found.organises:
        return
    is_first = kind in FIRST and found.looks_first
    is_first = is_first and not _wrote_before(me or 0, area_id, kind, number)
    if not is_first and not found.is_limited:
        return
    target = find(kind, number)
    if kind in ("question", "answer") and target.is_private:
        return  # nobody but the organisers reads it
    db.session.info["held"] = True  # for the answer to whoever wrote it
    hiding.hide_row(target, "")
    case = case_of(target)
    held = update(Case).where(Case.id == case.id).values(state=State.HELD)
    db.session.execute(held)


def _wrote_before(me: int, area_id: int | None, kind: str, number: int) -> bool:
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
    answered = exists().where(
        Answer.person_id == me,
        Answer.area_id == area_id,
        *Answer.visible(None),
        Answer.id != (number * (kind == "answer")),
    )
    return bool(db.session.scalar(select(posts | said | answered)))
