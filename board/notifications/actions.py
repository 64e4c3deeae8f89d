"""Who hears of what: one row a person, written in the transaction of the thing that happened."""

from typing import Any

from sqlalchemy import Select, String, and_, cast, exists, func, insert, literal, null, or_, select, union_all, update

from board import clock
from board.accounts.models import Person
from board.activity.models import Activity, Follow, Verb
from board.areas.models import Membership
from board.db import count_new, db
from board.events import queries as events
from board.follows.queries import around, inside
from board.issues.models import Issue, Second, Verdict
from board.notifications.models import Notification
from board.notifications.queries import last_told
from board.policy import Actor, Role
from board.tasks.models import Claim

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
    Verb.PROMISE_KEPT: ("campaign",),
    Verb.PROMISE_BROKEN: ("campaign",),
    Verb.CAMPAIGN_ENDED: ("issue", "campaign"),
    Verb.TASK_PLANNED: ("campaign",),
    Verb.TASK_CLAIMED: ("task",),
    Verb.TASK_ACCEPTED: ("task",),
    Verb.TASK_RELEASED: ("task",),
    Verb.TASK_COMPLETED: ("task",),
    Verb.TASK_EDITED: ("task",),
    Verb.TASK_CANCELLED: ("task",),
    Verb.EVENT_PLANNED: ("campaign", "area"),
}


# Who hears of a verb without following anything: what they are.
ORGANISERS = (Verb.ISSUE_CHANGE_ASKED, Verb.ISSUE_PURGED, Verb.ISSUE_RAISED, Verb.PROMISE_OVERDUE)
HOLDER = (Verb.TASK_OFFERED, Verb.TASK_LAPSED, Verb.TASK_ASKED, Verb.TASK_CONFIRMED)
TO_ONE = (Verb.ROLE_GIVEN, Verb.CLEARANCE_SET, Verb.PERSON_THANKED, Verb.TASK_PLACE_LOST)  # the person among the facts
AUTHOR = (Verb.ISSUE_EDITED, Verb.ISSUE_PURGED, Verb.ISSUE_ASK_SETTLED)


def news(line: Activity, after: int, limit: int) -> int | None:
    """Give the line to those it concerns, each once with one of the reasons, and not to the person who did it.

    It goes to `limit` people whose number is above `after`. Returns the last one's while there may be more, else None.
    """
    concerned = [] if _is_no_news(line) else _concerned(line)
    if not concerned:
        return None
    person, why = union_all(*concerned).subquery().c
    others = and_(person > after, or_(literal(line.actor_id is None), person != line.actor_id))
    told = select(person, literal(line.id), func.max(why)).where(others).group_by(person).order_by(person).limit(limit)
    rows = insert(Notification).from_select(["person_id", "activity_id", "why"], told)
    return last_told(line.id) if count_new(rows) == limit else None


def came_with_an_end(line: Activity) -> bool:
    """Whether an issue was closed as its campaign ended, of which everyone hears once."""
    return line.verb == Verb.ISSUE_STATE_SET and "campaign" in line.facts


def _is_no_news(line: Activity) -> bool:
    # What is carried over from elsewhere happened long ago, and a campaign's end is told by itself;
    # of an edit it is when and where that people need to know.
    is_small = line.verb == Verb.TASK_EDITED and not {"time", "details"} & set(line.facts["changed"])
    return is_small or came_with_an_end(line) or bool(line.facts.get("imported"))


def _concerned(line: Activity) -> list[Select[*tuple[Any, ...]]]:
    """(person, why) of those who hear of a line; somebody may stand there twice."""
    verb = Verb(line.verb)
    kinds = HEARD_BY.get(verb, ())
    topics = [t.topic for t in line.topics if t.topic.split("-")[0] in kinds]
    found: list[Select[*tuple[Any, ...]]] = []
    if verb in TO_ONE:
        found.append(select(literal(line.facts["person"]), cast(null(), String)))
    if topics:
        found.append(select(Follow.person_id, Follow.topic).where(Follow.topic.in_(topics)))
    if verb in ORGANISERS or line.facts.get("late"):
        here = (Membership.area_id == line.area_id, Membership.role == Role.ORGANISER)
        found.append(select(Membership.person_id, literal("organiser")).where(*here))
    if verb in HOLDER:
        theirs = (Claim.id == line.part_id, Claim.person_id.is_not(None))
        found.append(select(Claim.person_id, literal("claim")).where(*theirs))
    if verb in AUTHOR:
        theirs = (Issue.id == line.subject_id, Issue.author_id.is_not(None))
        found.append(select(Issue.author_id, literal("author")).where(*theirs))
    if verb == Verb.ISSUE_ASKED:
        found.append(_asked(line.subject_id).add_columns(literal("asked")))
    if verb in events.TOLD:
        found.append(events.told(line).add_columns(literal("event")))
    if verb == Verb.ISSUE_POSTED:
        issue = db.session.get_one(Issue, line.subject_id)
        if issue.latitude is not None and issue.longitude is not None:
            found.append(around(issue.latitude, issue.longitude).add_columns(literal("place")))
            if people := inside(issue.latitude, issue.longitude):
                found.append(select(Person.id, literal("shape")).where(Person.id.in_(people)))
    return found


def _asked(issue_id: int) -> Select[*tuple[Any, ...]]:
    """Those who posted the issue or were counted in and have not yet said whether it is done."""
    answered = select(Verdict.person_id).where(Verdict.issue_id == issue_id)
    posted = and_(Issue.id == issue_id, Issue.author_id == Person.id)
    seconded = and_(Second.issue_id == issue_id, Second.person_id == Person.id)
    return select(Person.id).where(or_(exists().where(posted), exists().where(seconded)), Person.id.not_in(answered))


def read_all(by: Actor, until: int) -> None:
    """Mark what the person has seen as read, up to a line of the log."""
    mine = (Notification.person_id == by.id, Notification.activity_id <= until, Notification.read_at.is_(None))
    db.session.execute(update(Notification).where(*mine).values(read_at=clock.now()))
