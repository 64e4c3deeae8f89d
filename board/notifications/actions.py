"""Who hears of what: one row a person, written in the transaction of the thing that happened."""

from sqlalchemy import insert, literal, or_, select, update

from board import clock
from board.activity.models import Activity, Follow, Verb
from board.db import db
from board.notifications.models import Notification
from board.policy import Actor

# Followers of which kinds of topic hear of which verb.
HEARD_BY: dict[Verb, tuple[str, ...]] = {
    Verb.ISSUE_POSTED: ("area",),
    Verb.ISSUE_COMMENTED: ("issue",),
    Verb.ISSUE_STATE_SET: ("issue",),
    Verb.CAMPAIGN_STARTED: ("issue", "area"),
    Verb.CAMPAIGN_ISSUES_SET: ("issue",),
    Verb.CAMPAIGN_STAGE_SET: ("issue", "campaign"),
    Verb.CAMPAIGN_UPDATED: ("issue", "campaign"),
    Verb.TASK_PLANNED: ("campaign",),
    Verb.TASK_CLAIMED: ("task",),
    Verb.TASK_RELEASED: ("task",),
    Verb.TASK_COMPLETED: ("task",),
}


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
        if line.verb == Verb.ROLE_GIVEN:
            db.session.add(Notification(person_id=line.facts["person"], activity_id=line.id, read_at=None))


def read_all(by: Actor, until: int) -> None:
    """Mark what the person has seen as read, up to a line of the log."""
    mine = (Notification.person_id == by.id, Notification.activity_id <= until, Notification.read_at.is_(None))
    db.session.execute(update(Notification).where(*mine).values(read_at=clock.now()))
