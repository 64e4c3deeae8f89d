"""What happened in a campaign, line by line."""

from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    and_,
    bindparam,
    func,
    or_,
    select,
)
from sqlalchemy.orm import aliased

from board.accounts.models import Person
from board.activity import things
from board.activity.models import Activity, ActivityTopic
from board.activity.verbs import in_thread, needing, turns_of, with_part
from board.campaigns.coalition_models import Partner, Pledge, Promise
from board.campaigns.models import CampaignIssue, Update
from board.db import (
    AnyRow,
    AnySelect,
    Rows,
    read,
)
from board.issues.models import Issue
from board.issues.thread_queries import LINE
from board.photos import queries as photos

FIRST = (
    select(Issue.id, Issue.created_at)
    .join(CampaignIssue, CampaignIssue.issue_id == Issue.id)
    .where(CampaignIssue.campaign_id == bindparam("campaign"), *Issue.visible(None))
    .order_by(Issue.created_at, Issue.id)
    .limit(1)
)


# What its part says of a line: the news itself, or who will do or bring what.
WORDS = (
    Update.title,
    Update.body,
    Update.id.label("update_id"),
    Update.photo_count,
    func.coalesce(Promise.what, Pledge.what, Partner.name).label("what"),
    func.coalesce(Promise.who, func.nullif(Pledge.who, ""), Partner.name).label("who"),
)
# news that were hidden leave a line behind
HIDDEN = aliased(Update)
PART = func.coalesce(Update.id, Promise.id, Pledge.id, Partner.id, HIDDEN.id)


def _part(model: Any) -> Any:
    """The row of this table that is the part of a line."""
    here = (Activity.verb.in_(with_part(model)), model.id == Activity.part_id)
    return and_(*here, *model.visible(None))


def _is_whole(task: Any) -> Any:
    """What a reader may not see of what a line is about leaves no line behind."""
    needs_part = Activity.verb.in_(needing(Update, Partner, Pledge, Promise))
    return and_(
        or_(~needs_part, PART.is_not(None)),
        or_(Activity.subject_kind != "task", task.id.is_not(None)),
    )


@cache
def _thread() -> AnySelect:
    """Built at first use, since verbs and tasks stand to the right."""
    Task = things.of_kind("task").model
    of_task = (Activity.subject_kind == "task", Task.id == Activity.subject_id)
    partner = or_(_part(Partner), Partner.id == Pledge.partner_id)
    has_news = Activity.verb.in_(with_part(Update))
    is_hidden = and_(has_news, HIDDEN.hidden_for != "", HIDDEN.hidden_at.is_not(None))
    turns_first = Activity.verb.in_(turns_of("campaign")).desc()
    return (
        select(
            *LINE,
            Activity.part_id,
            *WORDS,
            HIDDEN.id.label("hidden_id"),
            HIDDEN.hidden_for,
            Task.title.label("task_title"),
            FIRST.with_only_columns(Issue.id).scalar_subquery().label("first_id"),
            FIRST.with_only_columns(Issue.created_at)
            .scalar_subquery()
            .label("first_at"),
        )
        .join(ActivityTopic, ActivityTopic.activity_id == Activity.id)
        .outerjoin(Update, _part(Update))
        .outerjoin(HIDDEN, and_(is_hidden, HIDDEN.id == Activity.part_id))
        .outerjoin(Promise, _part(Promise))
        .outerjoin(Pledge, _part(Pledge))
        .outerjoin(Partner, and_(partner, *Partner.visible(None)))
        .outerjoin(Task, and_(*of_task, *Task.visible(None)))
        .outerjoin(Person, Person.id == Activity.actor_id)
        .where(
            ActivityTopic.topic == bindparam("topic"),
            Activity.verb.in_(in_thread("campaign")),
            _is_whole(Task),
        )
        .order_by(turns_first, ActivityTopic.activity_id.desc())
        .limit(200)
    )


def thread(campaign_id: int) -> tuple[AnyRow, ...]:
    """What happened in the campaign, oldest first: every turn it took, and the newest
    200 lines in all.

    Each line also carries the first post the campaign came from.
    """
    mine = {"topic": f"campaign-{campaign_id}", "campaign": campaign_id}
    found = read(_thread(), mine)
    return tuple(sorted(found, key=attrgetter("id")))


def pictures_in(lines: Rows) -> photos.Pictures:
    """The pictures that came with the news in a thread, by their owner."""
    return photos.of(f"update-{line.update_id}" for line in lines if line.photo_count)
