"""Reading campaigns: the list, one with what belongs to it, its thread."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
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
    union_all,
)
from sqlalchemy.orm import aliased

from board.accounts.models import Person
from board.activity.models import Activity, ActivityTopic, Follow, Verb
from board.areas.models import Area
from board.campaigns.models import ENDINGS, Campaign, CampaignIssue, Debrief, Outcome, Stage, Update
from board.db import AnyRow, AnySelect, Rows, db, fresh, read, the_one
from board.errors import NotFound
from board.issues.models import LIVE, Issue, Second
from board.issues.search import having, matches
from board.issues.threads import LINE
from board.photos import queries as photos
from board.policy import Actor

PAGE = 20

# As badges say it: the stage, or that it was won in part.
PARTLY = exists().where(Debrief.campaign_id == Campaign.id, Debrief.outcome == Outcome.PARTLY)
STANDING = case((and_(Campaign.stage == Stage.WON, PARTLY), literal(Outcome.PARTLY.value)), else_=Campaign.stage)

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
    STANDING.label("standing"),
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
    people = union(*_asked(campaign_id)).subquery()
    return select(func.count(people.c.id)).scalar_subquery()


def _asked(campaign_id: int) -> tuple[AnySelect, AnySelect]:
    """Who posted one of the campaign's issues, and who seconded one."""
    mine = CampaignIssue.campaign_id == campaign_id
    posted = select(Issue.author_id.label("id")).join(CampaignIssue, CampaignIssue.issue_id == Issue.id).where(mine)
    seconded = (
        select(Second.person_id.label("id")).join(CampaignIssue, CampaignIssue.issue_id == Second.issue_id).where(mine)
    )
    return posted.where(Issue.author_id.is_not(None)), seconded


def mailed(campaign_id: int, by: Actor) -> AnyRow:
    """To how many people news is mailed: to those who `asked`, or to `everyone`, whoever follows among them."""
    topics = select(literal("issue-") + cast(CampaignIssue.issue_id, String)).where(
        CampaignIssue.campaign_id == campaign_id
    )
    follows = or_(Follow.topic.in_(topics), Follow.topic == f"campaign-{campaign_id}")
    asked, following = _asked(campaign_id), select(Follow.person_id).where(follows)
    reached = (Person.email != "", Person.id != by.id)

    def number(*people: AnySelect) -> Any:
        return select(func.count(Person.id)).where(Person.id.in_(union(*people)), *reached).scalar_subquery()

    return read(select(number(*asked).label("asked"), number(*asked, following).label("everyone")))[0]


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
    select(Campaign.id, Campaign.title, STANDING.label("stage"), Campaign.stage.not_in(ENDINGS).label("goes_on"))
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
    Verb.CAMPAIGN_ENDED,
    Verb.CAMPAIGN_OUTCOME_EDITED,
    Verb.TASK_PLANNED,
    Verb.TASK_COMPLETED,
)
THREAD = (
    select(*LINE, Update.title, Update.body, Update.id.label("update_id"), Update.photo_count)
    .join(ActivityTopic, ActivityTopic.activity_id == Activity.id)
    .outerjoin(Update, and_(Activity.subject_kind == "campaign", Update.id == Activity.part_id))
    .outerjoin(Person, Person.id == Activity.actor_id)
    .where(ActivityTopic.topic == bindparam("topic"), Activity.verb.in_(IN_THREAD))
    .order_by(ActivityTopic.activity_id.desc())
    .limit(200)
)


def thread(campaign_id: int) -> Rows:
    """What happened in the campaign, oldest first; the newest 200 lines."""
    return read(THREAD, {"topic": f"campaign-{campaign_id}"})[::-1]


def pictures_in(lines: Rows) -> photos.Pictures:
    """The pictures that came with the news in a thread, by their owner."""
    return photos.of(f"update-{line.update_id}" for line in lines if line.photo_count)


def update_of(campaign_id: int, update_id: int) -> Update:
    """One update of this campaign, or NotFound."""
    said = fresh(Update, update_id)
    if said.campaign_id != campaign_id:
        raise NotFound
    return said


def illustrated(campaign_id: int) -> Rows:
    """The campaign's news that has pictures, the newest first."""
    statement = select(Update.id, Update.title).where(Update.campaign_id == campaign_id, Update.photo_count > 0)
    return read(statement.order_by(Update.id.desc()).limit(50))


def debrief(campaign_id: int) -> Debrief | None:
    """What came of the campaign, once somebody has said so."""
    return db.session.get(Debrief, campaign_id, populate_existing=True)


def running(link: Any = CampaignIssue) -> ColumnElement[bool]:
    """Whether the campaign of such a link goes on."""
    return exists().where(Campaign.id == link.campaign_id, Campaign.stage.not_in(ENDINGS))


def left_open(campaign_id: int) -> Rows:
    """Its issues that are open and that no other running campaign has: what its end decides about."""
    other = aliased(CampaignIssue)
    held = exists().where(other.issue_id == Issue.id, other.campaign_id != campaign_id, running(other))
    statement = (
        select(Issue.id, Issue.title, Issue.state, Issue.second_count, Issue.area_id)
        .join(CampaignIssue, CampaignIssue.issue_id == Issue.id)
        .where(CampaignIssue.campaign_id == campaign_id, Issue.state.in_(LIVE), ~held)
        .order_by(Issue.second_count.desc(), Issue.id)
    )
    return read(statement)
