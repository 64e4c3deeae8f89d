"""Counting answers, line by line of the log: the first word of an organiser, or the first change of state."""

from sqlalchemy import ColumnElement, and_, exists, insert, literal, or_, update

from board.accounts.models import Person
from board.activity.models import Activity, Verb
from board.areas.models import Membership
from board.db import db
from board.figures.models import Answer, month_of
from board.issues.models import Issue
from board.policy import Role

# Whoever does one of these answers; whoever comments does when they organise there.
ANSWERS = (
    Verb.ISSUE_STATE_SET,
    Verb.ISSUE_NEXT_SET,
    Verb.ISSUE_MERGED,
    Verb.CAMPAIGN_STARTED,
    Verb.CAMPAIGN_ISSUES_SET,
)


def count(lines: list[Activity]) -> None:
    """Keep the table as the lines say; runs in the transaction that writes them."""
    for line in lines:
        if line.verb == Verb.ISSUE_POSTED:
            day = {"month": month_of(line.at.year, line.at.month), "posted_on": line.at.toordinal()}
            db.session.execute(insert(Answer).values(issue_id=line.subject_id, area_id=line.area_id, **day))
        elif line.verb == Verb.ISSUE_EDITED:
            here = (Answer.issue_id == line.subject_id, Answer.area_id != line.area_id)
            db.session.execute(update(Answer).where(*here).values(area_id=line.area_id))
        elif line.verb in ANSWERS or line.verb == Verb.ISSUE_COMMENTED:
            _answered(line)


def _answered(line: Activity) -> None:
    topics = [t.topic for t in line.topics if t.topic.startswith("issue-")]
    ids = [line.subject_id] if line.subject_kind == "issue" else [int(topic[6:]) for topic in topics]
    waiting: list[ColumnElement[bool]] = [Answer.issue_id.in_(ids), Answer.days.is_(None)]
    if line.actor_id is not None:
        waiting.append(~exists().where(Issue.id == Answer.issue_id, Issue.author_id == line.actor_id))
    if line.verb == Verb.ISSUE_COMMENTED:
        here = and_(
            Membership.person_id == line.actor_id,
            Membership.area_id == line.area_id,
            Membership.role == Role.ORGANISER,
        )
        operates = and_(Person.id == line.actor_id, Person.is_operator)
        waiting.append(or_(exists().where(here), exists().where(operates)))
    if ids:
        days = literal(line.at.toordinal()) - Answer.posted_on
        db.session.execute(
            update(Answer).where(*waiting).values(days=days), execution_options={"synchronize_session": False}
        )
