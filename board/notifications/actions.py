"""Who hears of what: one row a person, written in the transaction of the thing that
happened."""

from functools import cache
from typing import Any

from sqlalchemy import (
    Insert,
    Integer,
    String,
    bindparam,
    cast,
    exists,
    func,
    insert,
    literal,
    null,
    or_,
    select,
    union_all,
    update,
)

from board import clock
from board.accounts.models import Person
from board.activity.models import Follow, Line, Verb
from board.areas.models import Membership
from board.db import AnySelect, db, table_of, write
from board.events import queries as events
from board.follows.queries import AROUND, around, inside
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
ORGANISERS = (
    Verb.ISSUE_CHANGE_ASKED,
    Verb.ISSUE_PURGED,
    Verb.ISSUE_RAISED,
    Verb.PROMISE_OVERDUE,
)
HOLDER = (Verb.TASK_OFFERED, Verb.TASK_LAPSED, Verb.TASK_ASKED, Verb.TASK_CONFIRMED)
# the person among the facts
TO_ONE = (
    Verb.ROLE_GIVEN,
    Verb.CLEARANCE_SET,
    Verb.PERSON_THANKED,
    Verb.TASK_PLACE_LOST,
)
AUTHOR = (Verb.ISSUE_EDITED, Verb.ISSUE_PURGED, Verb.ISSUE_ASK_SETTLED)

_SUBJECT: Any = bindparam("subject")
_PART: Any = bindparam("part")
_answered = select(Verdict.person_id).where(Verdict.issue_id == _SUBJECT)
_posted = exists().where(Issue.id == _SUBJECT, Issue.author_id == Person.id)
_seconded = exists().where(Second.issue_id == _SUBJECT, Second.person_id == Person.id)
_organises = (
    Membership.area_id == bindparam("area"),
    Membership.role == Role.ORGANISER,
)
# By the reason: (person, why) of those who hear of a line. Built once, and filled with
# what is the line's own.
WHO: dict[str, AnySelect] = {
    "one": select(bindparam("person", type_=Integer), cast(null(), String)),
    "follows": select(Follow.person_id, Follow.topic).where(
        Follow.topic.in_(bindparam("topics", expanding=True))
    ),
    "organiser": select(Membership.person_id, literal("organiser")).where(*_organises),
    "claim": select(Claim.person_id, literal("claim")).where(
        Claim.id == _PART, Claim.person_id.is_not(None)
    ),
    "author": select(Issue.author_id, literal("author")).where(
        Issue.id == _SUBJECT, Issue.author_id.is_not(None)
    ),
    # Who posted it or was counted in and has not yet said whether it is done.
    "asked": select(Person.id, literal("asked")).where(
        or_(_posted, _seconded), Person.id.not_in(_answered)
    ),
    "place": AROUND.add_columns(literal("place")),
    "shape": select(Person.id, literal("shape")).where(
        Person.id.in_(bindparam("inside", expanding=True))
    ),
    **{
        verb: on_list.add_columns(literal("event"))
        for verb, on_list in events.TOLD.items()
    },
}


def news(line: Line, after: int, limit: int) -> int | None:
    """Give the line to those it concerns, each once with one of the reasons, and not to
    the person who did it.

    It goes to `limit` people whose number is above `after`. Returns the last one's
    while there may be more, else None.
    """
    concerned = {} if _is_no_news(line) else _concerned(line)
    if not concerned:
        return None
    values: dict[str, Any] = {
        "line": line.id,
        "actor": line.actor_id or 0,
        "after": after,
        "limit": limit,
    }
    values |= {"subject": line.subject_id, "part": line.part_id, "area": line.area_id}
    for more in concerned.values():
        values |= more
    return last_told(line.id) if write(_telling(*concerned), values) == limit else None


@cache
def _telling(*reasons: str) -> Insert:
    """A notification for each whom one of these reasons concerns; somebody may have
    several."""
    person, why = union_all(*(WHO[reason] for reason in reasons)).subquery().c
    others = (person > bindparam("after"), person != bindparam("actor"))
    told = select(person, bindparam("line", type_=Integer), func.max(why)).where(
        *others
    )
    told = told.group_by(person).order_by(person).limit(bindparam("limit"))
    return insert(table_of(Notification)).from_select(
        ["person_id", "activity_id", "why"], told
    )


def came_with_an_end(line: Line) -> bool:
    """Whether an issue was closed as its campaign ended, of which everyone
    hears once."""
    return line.verb == Verb.ISSUE_STATE_SET and "campaign" in line.facts


def _is_no_news(line: Line) -> bool:
    # What is carried over from elsewhere happened long ago, and a campaign's end is
    # told by itself; of an edit it is when and where that people need to know.
    is_small = line.verb == Verb.TASK_EDITED and not {"time", "details"} & set(
        line.facts["changed"]
    )
    return is_small or came_with_an_end(line) or bool(line.facts.get("imported"))


def _concerned(line: Line) -> dict[str, dict[str, Any]]:
    """The reasons for which people hear of a line (see WHO), each with the values it
    needs besides the line's own."""
    verb = Verb(line.verb)
    kinds = HEARD_BY.get(verb, ())
    found: dict[str, dict[str, Any]] = {}
    if verb in TO_ONE:
        found["one"] = {"person": line.facts["person"]}
    if topics := [topic for topic in line.topics if topic.split("-")[0] in kinds]:
        found["follows"] = {"topics": topics}
    if verb in ORGANISERS or line.facts.get("late"):
        found["organiser"] = {}
    if verb in HOLDER:
        found["claim"] = {}
    if verb in AUTHOR:
        found["author"] = {}
    if verb == Verb.ISSUE_ASKED:
        found["asked"] = {}
    if verb in events.TOLD:
        found[verb] = {"since": events.reminded_since(line)}
    if verb == Verb.ISSUE_POSTED:
        found |= _nearby(line.subject_id)
    return found


def _nearby(issue_id: int) -> dict[str, dict[str, Any]]:
    """Who follows a place or a shape in which the issue lies."""
    issue = db.session.get_one(Issue, issue_id)
    if issue.latitude is None or issue.longitude is None:
        return {}
    people = inside(issue.latitude, issue.longitude)
    near = {"place": around(issue.latitude, issue.longitude)}
    return near | ({"shape": {"inside": people}} if people else {})


def read_all(by: Actor, until: int) -> None:
    """Mark what the person has seen as read, up to a line of the log."""
    mine = (
        Notification.person_id == by.id,
        Notification.activity_id <= until,
        Notification.read_at.is_(None),
    )
    db.session.execute(update(Notification).where(*mine).values(read_at=clock.now()))
