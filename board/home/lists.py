"""What stands in a person's week: mine, waiting for me, asked by me."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    Boolean,
    Integer,
    String,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    union,
)
from sqlalchemy.orm import aliased

from board import clock
from board.accounts.models import Person
from board.activity.models import Activity, ActivityTopic, Follow
from board.areas.models import Area, Membership
from board.campaigns import queries as campaigns
from board.campaigns.models import ENDINGS, Backer, Campaign
from board.db import AnyRow, AnySelect, Rows
from board.desk.queries import WAITS
from board.drawing import zone
from board.events import calendar_queries as events
from board.issues.models import Issue, NextStep, Second, State, Verdict
from board.issues.progress_queries import NEWEST_STEP
from board.notifications import queries as notifications
from board.policy import Role
from board.several import Several
from board.tasks import lists as tasks
from board.tasks import verbs as task_verbs
from board.tasks.models import FINISHED, Claim, ClaimState, Task, TaskSeries
from board.tasks.queries import NOT_CANCELLED

SHOWN = 20
GOING, NEWS = 30, 5
SOON = timedelta(days=14)  # a task that still lacks people is worth a line
LATELY = timedelta(days=60)  # nobody is asked about what is done for longer


# Of the person who asks, `me`; `tended` are the areas they organise, `joined` those
# where names are for them to read.
ME: Any = bindparam("me")
TENDED = select(Membership.area_id).where(
    Membership.person_id == ME, Membership.role == Role.ORGANISER
)
JOINED = select(Membership.area_id).where(
    Membership.person_id == ME, Membership.role.in_((Role.MEMBER, Role.ORGANISER))
)


def _homes() -> AnySelect:
    """Where the person belongs and as what; for organisers with how many posts wait
    there for a first word."""
    waiting = (
        select(func.count())
        .where(Issue.area_id == Area.id, *WAITS, *Issue.visible(ME))
        .correlate(Area)
        .scalar_subquery()
    )
    desk = case((Membership.role == Role.ORGANISER, waiting)).label("waiting")
    statement = select(Area.id, Area.slug, Area.name, Membership.role, desk)
    mine = statement.join(Membership, Membership.area_id == Area.id).where(
        Membership.person_id == ME, *Area.visible(ME)
    )
    return mine.order_by(Area.name)


def asks(task: AnyRow) -> bool:
    """Whether a task on which the person has a claim waits for their answer: an offer,
    or "still on it?"."""
    return task.my_claim == ClaimState.OFFERED or task.my_asked_at is not None


def in_order(rows: Iterable[AnyRow], day: date) -> list[AnyRow]:
    """Tasks and events by their day, so what is overdue comes first; no line for a task
    whose day has passed."""
    return sorted((row for row in rows if not _waits_in_vain(row, day)), key=_moment)


def _waits_in_vain(row: Any, day: date) -> bool:
    return getattr(row, "my_claim", None) == ClaimState.WAITING and bool(
        row.last_day < day
    )


def _moment(row: Any) -> datetime:
    moment: datetime = row.starts_at or datetime.combine(row.last_day, time(), zone())
    return moment


def _posts() -> AnySelect:
    """The newest posts of a person with what comes next, and those they asked for that
    may not really be done."""
    unsaid = ~exists().where(Verdict.issue_id == Issue.id, Verdict.person_id == ME)
    done = (Issue.state == State.DONE, Issue.active_at > bindparam("lately"), unsaid)
    seen = Issue.visible(ME)
    own = select(Issue.id, Issue.created_at).where(Issue.author_id == ME, *seen)
    too = (
        select(Issue.id)
        .join(Second, Second.issue_id == Issue.id)
        .where(Second.person_id == ME, *done, *seen)
    )
    parts = (
        own.order_by(Issue.created_at.desc()),
        own.where(*done),
        too.order_by(Issue.active_at.desc()),
    )
    those = union(
        *(select(part.limit(SHOWN).subquery().c.id) for part in parts)
    ).subquery()
    mine = and_(Verdict.issue_id == Issue.id, Verdict.person_id == ME)
    columns = (
        Issue.id,
        Issue.title,
        Issue.state,
        Issue.second_count,
        Issue.comment_count,
        Issue.author_id,
    )
    others = (
        Issue.active_at,
        Verdict.says,
        Area.name.label("area_name"),
        NextStep.what,
        NextStep.who,
        NextStep.by,
    )
    found = (
        select(*columns, *others)
        .join(those, those.c.id == Issue.id)
        .join(Area, Area.id == Issue.area_id)
        .where(*seen)
    )
    found = found.outerjoin(Verdict, mine).outerjoin(
        NextStep, NextStep.id == NEWEST_STEP
    )
    return found.order_by(Issue.created_at.desc(), Issue.id.desc())


def to_judge(post: AnyRow) -> bool:
    """Whether a post of posts_of() is said to be done and the person has not yet said
    what they see."""
    return (
        post.state == State.DONE
        and post.says is None
        and bool(post.active_at > clock.now() - LATELY)
    )


def _to_confirm() -> AnySelect:
    """Parts that others have done and this person may confirm, in the areas where names
    are for them to read."""
    own = aliased(Claim)
    on_it = exists().where(
        own.task_id == Task.id,
        own.person_id == ME,
        own.state.in_((ClaimState.HELD, *FINISHED)),
    )
    here = (
        Task.area_id.in_(JOINED),
        Task.confirm,
        Task.done > 0,
        Task.last_day > bindparam("lately_day"),
        NOT_CANCELLED,
    )
    done = (Claim.state == ClaimState.DONE, Claim.person_id.is_distinct_from(ME))
    named = func.coalesce(Person.name, Claim.name).label("name")
    found = select(
        Claim.id, Claim.note, Claim.ended_at, Claim.task_id, Task.title, named
    )
    found = found.join(Task, Task.id == Claim.task_id).outerjoin(
        Person, Person.id == Claim.person_id
    )
    found = found.where(*Task.visible(ME), *Claim.visible(ME))
    found = found.where(*here, *done, or_(Task.area_id.in_(TENDED), on_it))
    return found.order_by(Claim.ended_at, Claim.id).limit(SHOWN)


def _campaigns() -> AnySelect:
    """Campaigns the person joined or follows: those that go on first, the newest
    before."""
    number = cast(func.substr(Follow.topic, len("campaign-") + 1), Integer)
    followed = select(number).where(
        Follow.person_id == ME, Follow.topic.like("campaign-%")
    )
    those = union(
        select(Backer.campaign_id.label("id")).where(Backer.person_id == ME), followed
    ).subquery()
    found = campaigns.cards(ME).join(those, those.c.id == Campaign.id)
    return found.order_by(Campaign.stage.in_(ENDINGS), Campaign.id.desc()).limit(SHOWN)


def _lacking() -> AnySelect:
    """Tasks of the next two weeks that this organiser planned and that still lack
    people, the soonest first."""
    topic = literal("task-").concat(cast(Task.id, String))
    log = (ActivityTopic.topic == topic, Activity.id == ActivityTopic.activity_id)
    planned = exists().where(
        *log, Activity.verb == task_verbs.PLANNED, Activity.actor_id == ME
    )
    near = (
        Task.last_day.between(bindparam("today"), bindparam("soon")),
        Task.taken < Task.places,
        NOT_CANCELLED,
        *Task.visible(ME),
    )
    columns = (
        Task.id,
        Task.title,
        Task.starts_at,
        Task.last_day,
        Task.places,
        Task.taken,
    )
    found = select(*columns).outerjoin(TaskSeries, TaskSeries.id == Task.series_id)
    here = or_(bindparam("operates", type_=Boolean), Task.area_id.in_(TENDED))
    found = found.where(*near, or_(planned, TaskSeries.starter_id == ME), here)
    return found.order_by(Task.last_day, Task.id).limit(SHOWN)


@cache
def _week(tends: bool) -> Several:
    """What stands in the log, so that it changes only with it; who plans nothing is not
    asked for what is lacking."""
    lists = {
        "homes": _homes(),
        "held": tasks.MY_TASKS,
        "going": events.OF_PERSON.limit(GOING),
        "posts": _posts(),
        "to_confirm": _to_confirm(),
    }
    return Several(**lists, **({"lacking": _lacking()} if tends else {}))


@cache
def _own() -> Several:
    """What stands in no log: whom one follows, and which of one's news one has read."""
    return Several(campaigns=_campaigns(), news=notifications.news().limit(NEWS))


def week_of(person_id: int, day: date, tends: bool, operates: bool) -> dict[str, Rows]:
    """What a person holds, is asked and has asked for, on this day; `lacking` for those
    who organise."""
    lately = day - LATELY
    values = {
        "me": person_id,
        "today": day,
        "soon": day + SOON,
        "lately_day": lately,
        "operates": operates,
    }
    moments = {"lately": _midnight(lately), "since": _midnight(day)}
    return _week(tends).read(values | moments)


def own_of(person_id: int) -> dict[str, Rows]:
    """The campaigns a person stands behind, and their newest news."""
    return _own().read({"me": person_id})


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), zone())
