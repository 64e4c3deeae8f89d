"""Who hears of what: one row a person, written in the transaction of the thing that happened."""

from sqlalchemy import and_, exists, insert, literal, or_, select, update

from board import clock
from board.accounts.models import Person
from board.activity.models import Activity, Follow, Verb
from board.areas.models import Membership
from board.db import AnySelect, db
from board.issues.models import Issue, Second, Verdict
from board.notifications.models import Notification
from board.policy import Actor, Role

# Followers of which kinds of topic hear of which verb.
HEARD_BY: dict[Verb, tuple[str, ...]] = {
    Verb.ISSUE_POSTED: ("area",),
    Verb.ISSUE_COMMENTED: ("issue",),
    Verb.ISSUE_STATE_SET: ("issue",),
    Verb.ISSUE_MERGED: ("issue",),
    Verb.ISSUE_UNMERGED: ("issue",),
    Verb.ISSUE_REOPENED: ("issue",),
    Verb.ISSUE_NEXT_SET: ("issue",),
    Verb.CAMPAIGN_STARTED: ("issue", "area"),
    Verb.CAMPAIGN_ISSUES_SET: ("issue",),
    Verb.CAMPAIGN_STAGE_SET: ("issue", "campaign"),
    Verb.CAMPAIGN_UPDATED: ("issue", "campaign"),
    Verb.TASK_PLANNED: ("campaign",),
    Verb.TASK_CLAIMED: ("task",),
    Verb.TASK_RELEASED: ("task",),
    Verb.TASK_COMPLETED: ("task",),
}


def _concerned(line: Activity) -> AnySelect | None:
    """Whom a line concerns who need not follow anything: those who asked, those who organise there."""
    if line.verb == Verb.ISSUE_RAISED:
        return select(Membership.person_id).where(Membership.area_id == line.area_id, Membership.role == Role.ORGANISER)
    if line.verb == Verb.ISSUE_ASKED:
        answered = select(Verdict.person_id).where(Verdict.issue_id == line.subject_id)
        posted = and_(Issue.id == line.subject_id, Issue.author_id == Person.id)
        seconded = and_(Second.issue_id == line.subject_id, Second.person_id == Person.id)
        asked = or_(exists().where(posted), exists().where(seconded))
        return select(Person.id).where(asked, Person.id.not_in(answered))
    return None


def fan_out(lines: list[Activity]) -> None:
    """Tell the followers of a line's topics, each once, and not the person who did it."""
    for line in lines:
        # What is carried over from elsewhere happened long ago: it is no news.
        kinds = () if line.facts.get("imported") else HEARD_BY.get(Verb(line.verb), ())
        topics = [t.topic for t in line.topics if t.topic.split("-")[0] in kinds]
        if topics:
            followers = select(Follow.person_id, literal(line.id)).where(
                Follow.topic.in_(topics), or_(literal(line.actor_id is None), Follow.person_id != line.actor_id)
            )
            rows = insert(Notification).from_select(["person_id", "activity_id"], followers.distinct())
            db.session.execute(rows)
        concerned = _concerned(line)
        if concerned is not None:
            rows = insert(Notification).from_select(
                ["person_id", "activity_id"], concerned.add_columns(literal(line.id))
            )
            db.session.execute(rows)
        if line.verb == Verb.ROLE_GIVEN:
            db.session.add(Notification(person_id=line.facts["person"], activity_id=line.id, read_at=None))


def read_all(by: Actor, until: int) -> None:
    """Mark what the person has seen as read, up to a line of the log."""
    mine = (Notification.person_id == by.id, Notification.activity_id <= until, Notification.read_at.is_(None))
    db.session.execute(update(Notification).where(*mine).values(read_at=clock.now()))
