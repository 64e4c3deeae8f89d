"""The lists of a person's week, as statements: the person is the parameter `me`."""

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

from board.accounts.models import Person
from board.activity.models import Activity, ActivityTopic, Follow
from board.areas.models import Area, Membership
from board.campaigns import queries as campaigns
from board.campaigns.models import ENDINGS, Campaign
from board.campaigns.people_models import Backer
from board.db import AnySelect
from board.desk.queries import WAITS
from board.issues.models import Issue, Second, State
from board.issues.outcome_models import NextStep, Verdict
from board.issues.progress_queries import NEWEST_STEP
from board.policy import Role
from board.tasks import verbs as task_verbs
from board.tasks.claim_models import FINISHED, Claim, ClaimState
from board.tasks.models import Task
from board.tasks.queries import NOT_CANCELLED
from board.tasks.series_models import TaskSeries

SHOWN = 20
ME: Any = bindparam("me")
# the areas the person organises, and those where names are for them to read
ORGANISED = select(Membership.area_id).where(
    Membership.person_id == ME, Membership.role == Role.ORGANISER
)
JOINED = select(Membership.area_id).where(
    Membership.person_id == ME, Membership.role.in_((Role.MEMBER, Role.ORGANISER))
)


def homes() -> AnySelect:
    """Where the person belongs and as what; for organisers with how many posts wait
    there for a first word."""
    waiting = (
        select(func.count())
        .where(Issue.area_id == Area.id, *WAITS, *Issue.visible(ME))
        .correlate(Area)
        .scalar_subquery()
    )
    for_organisers = case((Membership.role == Role.ORGANISER, waiting))
    return (
        select(
            Area.id,
            Area.slug,
            Area.name,
            Membership.role,
            for_organisers.label("waiting"),
        )
        .join(Membership, Membership.area_id == Area.id)
        .where(Membership.person_id == ME, *Area.visible(ME))
        .order_by(Area.name)
    )


def posts() -> AnySelect:
    """The newest posts of a person with what comes next, and those they asked for that
    may not really be done."""
    listed = _listed_posts().subquery()
    my_verdict = and_(Verdict.issue_id == Issue.id, Verdict.person_id == ME)
    return (
        select(
            Issue.id,
            Issue.title,
            Issue.state,
            Issue.second_count,
            Issue.comment_count,
            Issue.author_id,
            Issue.active_at,
            Verdict.says,
            Area.name.label("area_name"),
            NextStep.what,
            NextStep.who,
            NextStep.by,
        )
        .join(listed, listed.c.id == Issue.id)
        .join(Area, Area.id == Issue.area_id)
        .where(*Issue.visible(ME))
        .outerjoin(Verdict, my_verdict)
        .outerjoin(NextStep, NextStep.id == NEWEST_STEP)
        .order_by(Issue.created_at.desc(), Issue.id.desc())
    )


def _listed_posts() -> Any:
    """The numbers of their newest posts, of their own that are said to be done, and of
    those where they pressed "count me in"."""
    seen = Issue.visible(ME)
    has_verdict = exists().where(Verdict.issue_id == Issue.id, Verdict.person_id == ME)
    to_judge = (
        Issue.state == State.DONE,
        Issue.active_at > bindparam("lately"),
        ~has_verdict,
    )
    own = select(Issue.id, Issue.created_at).where(Issue.author_id == ME, *seen)
    newest = own.order_by(Issue.created_at.desc())
    own_done = own.where(*to_judge)
    seconded_done = (
        select(Issue.id)
        .join(Second, Second.issue_id == Issue.id)
        .where(Second.person_id == ME, *to_judge, *seen)
        .order_by(Issue.active_at.desc())
    )
    parts = [part.limit(SHOWN).subquery() for part in (newest, own_done, seconded_done)]
    return union(*(select(part.c.id) for part in parts))


def to_confirm() -> AnySelect:
    """Parts that others have done and this person may confirm, in the areas where names
    are for them to read."""
    own = aliased(Claim)
    has_part = exists().where(
        own.task_id == Task.id,
        own.person_id == ME,
        own.state.in_((ClaimState.HELD, *FINISHED)),
    )
    tasks_here = (
        Task.area_id.in_(JOINED),
        Task.confirm,
        Task.done > 0,
        Task.last_day > bindparam("lately_day"),
        NOT_CANCELLED,
    )
    done_by_others = (
        Claim.state == ClaimState.DONE,
        Claim.person_id.is_distinct_from(ME),
    )
    return (
        select(
            Claim.id,
            Claim.note,
            Claim.ended_at,
            Claim.task_id,
            Task.title,
            func.coalesce(Person.name, Claim.name).label("name"),
        )
        .join(Task, Task.id == Claim.task_id)
        .outerjoin(Person, Person.id == Claim.person_id)
        .where(*Task.visible(ME), *Claim.visible(ME))
        .where(*tasks_here, *done_by_others)
        .where(or_(Task.area_id.in_(ORGANISED), has_part))
        .order_by(Claim.ended_at, Claim.id)
        .limit(SHOWN)
    )


def joined() -> AnySelect:
    """Campaigns the person joined or follows: those that go on first, the newest
    before."""
    number = cast(func.substr(Follow.topic, len("campaign-") + 1), Integer)
    followed = select(number).where(
        Follow.person_id == ME, Follow.topic.like("campaign-%")
    )
    backed = select(Backer.campaign_id.label("id")).where(Backer.person_id == ME)
    mine = union(backed, followed).subquery()
    return (
        campaigns.cards(ME)
        .join(mine, mine.c.id == Campaign.id)
        .order_by(Campaign.stage.in_(ENDINGS), Campaign.id.desc())
        .limit(SHOWN)
    )


def lacking() -> AnySelect:
    """Tasks of the next two weeks that this organiser planned and that still lack
    people, the soonest first."""
    topic = literal("task-").concat(cast(Task.id, String))
    planned = exists().where(
        ActivityTopic.topic == topic,
        Activity.id == ActivityTopic.activity_id,
        Activity.verb == task_verbs.PLANNED,
        Activity.actor_id == ME,
    )
    near = (
        Task.last_day.between(bindparam("today"), bindparam("soon")),
        Task.taken < Task.places,
        NOT_CANCELLED,
        *Task.visible(ME),
    )
    operates = bindparam("operates", type_=Boolean)
    return (
        select(
            Task.id,
            Task.title,
            Task.starts_at,
            Task.last_day,
            Task.places,
            Task.taken,
        )
        .outerjoin(TaskSeries, TaskSeries.id == Task.series_id)
        .where(*near)
        .where(or_(planned, TaskSeries.starter_id == ME))
        .where(or_(operates, Task.area_id.in_(ORGANISED)))
        .order_by(Task.last_day, Task.id)
        .limit(SHOWN)
    )
