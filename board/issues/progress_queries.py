"""Reading how far an issue is: its next step, when an organiser last spoke, and whether
those who asked say it is done."""

from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from board.accounts.models import Person
from board.activity.models import Activity, ActivityTopic
from board.activity.verbs import all_verbs, turns_of
from board.areas.models import IS_ORGANISER, Area, Membership
from board.db import AnyRow, AnySelect, db, the_one
from board.issues import verbs
from board.issues.models import Issue, Second
from board.issues.outcome_models import NextStep, Says, Verdict
from board.policy import Role

_Operator = aliased(Person, name="operator")
_ORGANISES = or_(
    exists().where(
        Membership.person_id == Activity.actor_id,
        Membership.area_id == Activity.area_id,
        Membership.role == Role.ORGANISER,
    ),
    exists().where(_Operator.id == Activity.actor_id, _Operator.is_operator),
)


@cache
def ends_silence() -> ColumnElement[bool]:
    """Whether a line ends a silence: a turn, or what an organiser answered."""
    answers = tuple(verb for verb in all_verbs() if verb.is_answer)
    is_turn = Activity.verb.in_(turns_of("issue"))
    return or_(is_turn, and_(Activity.verb.in_(answers), _ORGANISES))


@cache
def _last_heard() -> AnySelect:
    return (
        select(Activity.at)
        .join(ActivityTopic, ActivityTopic.activity_id == Activity.id)
        .where(ActivityTopic.topic == bindparam("topic"), ends_silence())
        .order_by(ActivityTopic.activity_id.desc())
        .limit(1)
    )


def last_heard(issue_id: int) -> datetime | None:
    """When an organiser last said or did something about the issue; None if never."""
    return db.session.scalar(_last_heard(), {"topic": f"issue-{issue_id}"})


def was_raised_since(issue_id: int, moment: datetime) -> bool:
    """Whether the organisers were reminded of the silence that began at this moment."""
    reminders = select(Activity.id).join(
        ActivityTopic, ActivityTopic.activity_id == Activity.id
    )
    mine = (
        ActivityTopic.topic == f"issue-{issue_id}",
        Activity.verb == verbs.RAISED,
        Activity.at > moment,
    )
    return db.session.scalar(reminders.where(*mine).limit(1)) is not None


def _count_verdicts(*conditions: ColumnElement[bool]) -> Any:
    """How many of those who asked have given such a verdict."""
    has_asked = or_(
        Verdict.person_id == Issue.author_id,
        exists().where(
            Second.issue_id == Issue.id, Second.person_id == Verdict.person_id
        ),
    )
    return (
        select(func.count())
        .select_from(Verdict)
        .where(Verdict.issue_id == Issue.id, has_asked, *conditions)
        .scalar_subquery()
    )


_Step = aliased(NextStep, name="any_step")
NEWEST_STEP = (
    select(func.max(_Step.id))
    .where(_Step.issue_id == Issue.id, *_Step.visible(None))
    .scalar_subquery()
)
_ORGANISERS = (
    select(Person.name)
    .join(Membership, Membership.person_id == Person.id)
    .where(Membership.area_id == Issue.area_id, IS_ORGANISER)
    .order_by(Person.name)
    .correlate(Issue)
    .subquery()
)
# Who posted it, unless it was imported, and who was counted in.
_HAVE_ASKED = Issue.second_count + case((Issue.author_id.is_(None), 0), else_=1)


@cache
def _progress() -> AnySelect:
    organisers = select(func.aggregate_strings(_ORGANISERS.c.name, ", "))
    return (
        select(
            Issue.id,
            Issue.state,
            Issue.created_at,
            Issue.area_id,
            Issue.duplicate_of_id,
            Area.name.label("area_name"),
            Area.slug.label("area_slug"),
            NextStep.what,
            NextStep.who,
            NextStep.by,
            _last_heard().scalar_subquery().label("heard_at"),
            _HAVE_ASKED.label("asked"),
            _count_verdicts(Verdict.says == Says.DONE).label("say_done"),
            _count_verdicts().label("have_said"),
            organisers.scalar_subquery().label("organisers"),
        )
        .join(Area, Area.id == Issue.area_id)
        .outerjoin(NextStep, NextStep.id == NEWEST_STEP)
        .where(Issue.id == bindparam("id"), *Issue.visible(None))
    )


def progress(issue_id: int) -> AnyRow:
    """How far the issue is, in one row: its state, its next step, when an organiser
    last spoke, what those who asked say."""
    return the_one(_progress(), {"id": issue_id, "topic": f"issue-{issue_id}"})
