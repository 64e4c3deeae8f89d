"""Reading campaigns: the list, one with what belongs to it, its thread."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, bindparam, column, exists, func, literal, or_, select, table, union_all

from board.accounts.models import Person
from board.activity.models import Activity, ActivityTopic, Follow, Verb
from board.areas.models import Area
from board.campaigns.models import Campaign, CampaignIssue, Stage, Update
from board.db import AnyRow, Rows, db, fresh, read, the_one
from board.issues.models import LIVE, Issue, Second
from board.issues.search import having, matches
from board.issues.threads import LINE
from board.policy import Actor

PAGE = 20

CARD = (
    Campaign.id,
    Campaign.title,
    Campaign.ask,
    Campaign.stage,
    Campaign.decision_maker,
    Campaign.decide_by,
    Campaign.created_at,
    Campaign.area_id,
    Area.name.label("area_name"),
    Area.slug.label("area_slug"),
    select(func.count()).where(CampaignIssue.campaign_id == Campaign.id).scalar_subquery().label("issue_count"),
)


CARDS = select(*CARD).join(Area, Area.id == Campaign.area_id)


def listed(area: str = "", stage: str = "", q: str = "", before: int = 0, limit: int = PAGE) -> Rows:
    """Campaigns, newest first: one more than `limit` when there are further ones."""
    statement = CARDS.order_by(Campaign.id.desc()).limit(limit + 1)
    if area:
        statement = statement.where(Area.slug == area)
    if stage:
        statement = statement.where(Campaign.stage == stage)
    for word in q.split()[:8]:
        found = (column.icontains(word, autoescape=True) for column in (Campaign.title, Campaign.goal, Campaign.ask))
        statement = statement.where(or_(*found))
    if before:
        statement = statement.where(Campaign.id < before)
    return read(statement)


def card(campaign_id: int) -> AnyRow:
    """One notice, or NotFound."""
    return the_one(CARDS.where(Campaign.id == campaign_id))


def get(campaign_id: int) -> Campaign:
    """The campaign to act on, or NotFound."""
    return fresh(Campaign, campaign_id)


def shown(campaign_id: int, person: Actor | None) -> AnyRow:
    """What the page of one campaign needs in one row: itself, the people behind it, whether one follows."""
    me = person.id if person else 0
    followed = exists().where(and_(Follow.topic == literal(f"campaign-{campaign_id}"), Follow.person_id == me))
    counted = (behind(campaign_id).label("behind"), followed.label("followed"))
    return the_one(CARDS.add_columns(Campaign.goal, Campaign.win, *counted).where(Campaign.id == campaign_id))


def behind(campaign_id: int) -> Any:
    """How many different people posted or seconded one of the campaign's issues, as a subquery."""
    mine = CampaignIssue.campaign_id == campaign_id
    posted = select(Issue.author_id.label("id")).join(CampaignIssue, CampaignIssue.issue_id == Issue.id).where(mine)
    seconded = (
        select(Second.person_id.label("id")).join(CampaignIssue, CampaignIssue.issue_id == Second.issue_id).where(mine)
    )
    people = posted.union(seconded).subquery()
    return select(func.count(people.c.id)).scalar_subquery()


def issues_of(campaign_id: int, limit: int = 50) -> Rows:
    """The issues a campaign came from, the most seconded first."""
    statement = (
        select(Issue.id, Issue.title, Issue.state, Issue.second_count)
        .join(CampaignIssue, CampaignIssue.issue_id == Issue.id)
        .where(CampaignIssue.campaign_id == campaign_id)
        .order_by(Issue.second_count.desc(), Issue.id)
        .limit(limit)
    )
    return read(statement)


OF_ISSUE = (
    select(Campaign.id, Campaign.title, Campaign.stage)
    .join(CampaignIssue, CampaignIssue.campaign_id == Campaign.id)
    .where(CampaignIssue.issue_id == bindparam("issue"))
    .order_by(Campaign.id)
)


def of_issue(issue_id: int) -> tuple[AnyRow, ...]:
    """The campaigns an issue is part of, the oldest first."""
    return tuple(read(OF_ISSUE, {"issue": issue_id}))


def like(words: Sequence[tuple[Sequence[str], float]], least: float) -> Rows:
    """Running campaigns by the words they have, each weighing something: up to two that come to `least`."""
    if not words:
        return ()
    each = [(having(Campaign, same, limit=200).subquery(), weight) for same, weight in words]
    hit = union_all(*(select(found.c.id, literal(weight).label("weight")) for found, weight in each)).subquery()
    total = func.sum(hit.c.weight)
    fits = select(hit.c.id, total.label("weight")).group_by(hit.c.id).having(total >= least).subquery()
    running = Campaign.stage.not_in((Stage.WON, Stage.LOST))
    statement = select(Campaign.id, Campaign.title, Campaign.stage).join(fits, fits.c.id == Campaign.id)
    return read(statement.where(running).order_by(fits.c.weight.desc(), Campaign.id.desc()).limit(2))


def issue_ids(campaign_id: int) -> list[int]:
    """The ids of all its issues."""
    statement = select(CampaignIssue.issue_id).where(CampaignIssue.campaign_id == campaign_id)
    return list(db.session.scalars(statement))


def ready_to_organise(ids: Sequence[int], area_id: int, q: str = "", limit: int = 60) -> Rows:
    """Issues to make a campaign of: those named, and `limit` open ones of the area, the most seconded first.

    `q` narrows the others to those with these words.
    """
    columns = (Issue.id, Issue.title, Issue.state, Issue.second_count, Issue.area_id, Issue.place, Issue.created_at)
    statement = select(*columns)
    others = [Issue.area_id == area_id, Issue.state.in_(LIVE)]
    if q:
        others.append(matches(q, db.engine.dialect.name))
    wanted = or_(Issue.id.in_(ids), and_(*others))
    # Those named come first, and all of them: one that a limit cuts off would be taken out of its campaign.
    order = (Issue.id.in_(ids).desc(), Issue.second_count.desc(), Issue.id)
    return read(statement.where(wanted).order_by(*order).limit(len(ids) + limit))


IN_THREAD = (
    Verb.CAMPAIGN_STARTED,
    Verb.CAMPAIGN_EDITED,
    Verb.CAMPAIGN_ISSUES_SET,
    Verb.CAMPAIGN_STAGE_SET,
    Verb.CAMPAIGN_UPDATED,
    Verb.TASK_PLANNED,
    Verb.TASK_COMPLETED,
)
task = table("task", column("id"), column("title"))  # its feature stands to the right; only the title is read
THREAD = (
    select(*LINE, Update.title, Update.body, task.c.title.label("task_title"))
    .join(ActivityTopic, ActivityTopic.activity_id == Activity.id)
    .outerjoin(Update, and_(Activity.subject_kind == "campaign", Update.id == Activity.part_id))
    .outerjoin(task, and_(Activity.subject_kind == "task", task.c.id == Activity.subject_id))
    .outerjoin(Person, Person.id == Activity.actor_id)
    .where(ActivityTopic.topic == bindparam("topic"), Activity.verb.in_(IN_THREAD))
    .order_by(ActivityTopic.activity_id.desc())
    .limit(200)
)


def thread(campaign_id: int) -> Rows:
    """What happened in the campaign, oldest first; the newest 200 lines."""
    return read(THREAD, {"topic": f"campaign-{campaign_id}"})[::-1]
