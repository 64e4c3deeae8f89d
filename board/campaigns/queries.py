"""Reading campaigns: the list, and one with what belongs to it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    select,
    union_all,
)

from board.activity.models import Follow
from board.areas.models import Area
from board.campaigns.models import (
    ENDINGS,
    Campaign,
    CampaignIssue,
    Debrief,
    Outcome,
    Stage,
    Update,
)
from board.campaigns.people_models import Backer
from board.db import (
    AnyRow,
    AnySelect,
    Reader,
    Rows,
    db,
    fresh,
    read,
    the_one,
)
from board.errors import NotFound
from board.issues.models import Issue
from board.issues.search import contain, having
from board.photos.models import Photo
from board.photos.queries import COVER, is_cover_of
from board.policy import Actor

PAGE = 20


# The word of its badge: the stage, or that it was won in part.
PARTLY = exists().where(
    Debrief.campaign_id == Campaign.id, Debrief.outcome == Outcome.PARTLY
)


BADGE = case(
    (and_(Campaign.stage == Stage.WON, PARTLY), literal(Outcome.PARTLY.value)),
    else_=Campaign.stage,
)


CARD = (
    Campaign.id,
    Campaign.id.label("campaign_id"),  # as policy asks for it
    Campaign.title,
    Campaign.ask,
    Campaign.goal_count,
    Campaign.goal_unit,
    Campaign.reached,
    Campaign.stage,
    Campaign.decision_maker,
    Campaign.decision_maker_office,
    Campaign.decide_by,
    Campaign.created_at,
    Campaign.area_id,
    Area.name.label("area_name"),
    Area.slug.label("area_slug"),
    select(func.count())
    .where(
        CampaignIssue.campaign_id == Campaign.id,
        *Issue.lets_see(CampaignIssue.issue_id, None),
    )
    .scalar_subquery()
    .label("issue_count"),
    BADGE.label("badge"),
    *COVER,
)


def cards(reader: Reader) -> AnySelect:
    """The notices that this reader may see."""
    return (
        select(*CARD)
        .join(Area, Area.id == Campaign.area_id)
        .outerjoin(Photo, and_(is_cover_of(Campaign), *Photo.visible(reader)))
        .where(*Campaign.visible(reader))
    )


CARDS = cards(None)


def listed(
    area: str = "", stage: str = "", q: str = "", before: int = 0, limit: int = PAGE
) -> Rows:
    """Campaigns, newest first: one more than `limit` when there are further ones."""
    statement = CARDS.order_by(Campaign.id.desc()).limit(limit + 1)
    if area:
        statement = statement.where(Area.slug == area)
    if stage:
        statement = statement.where(Campaign.stage == stage)
    statement = statement.where(
        *contain(q, (Campaign.title, Campaign.goal, Campaign.ask), Campaign.folded)
    )
    if before:
        statement = statement.where(Campaign.id < before)
    return read(statement)


def card(campaign_id: int) -> AnyRow:
    """One notice, or NotFound."""
    return the_one(CARDS.where(Campaign.id == campaign_id))


def get(campaign_id: int) -> Campaign:
    """The campaign to act on, or NotFound."""
    return fresh(Campaign, campaign_id)


THIS: Any = bindparam("campaign")
ME: Any = bindparam("me")


def _shown_to(reader: Reader) -> AnySelect:
    """The notice of the campaign `campaign` with its whole text, and whether the person
    `me` follows it (its `topic`) and backs it, by name or not."""
    followed = exists().where(
        Follow.topic == bindparam("topic"), Follow.person_id == ME
    )
    backed = exists().where(Backer.campaign_id == THIS, Backer.person_id == ME)
    columns = (
        Campaign.goal,
        Campaign.win,
        Campaign.closed_for,
        followed.label("followed"),
        backed.label("backed"),
        backed.where(Backer.show_name).label("named"),
    )
    return cards(reader).add_columns(*columns).where(Campaign.id == THIS)


SHOWN_TO_ALL = _shown_to(None)
SHOWN_TO_ME = _shown_to(ME)


def shown(campaign_id: int, person: Actor | None) -> AnyRow:
    """What the page of one campaign needs in one row, or NotFound."""
    values = {"campaign": campaign_id, "topic": f"campaign-{campaign_id}"}
    if person is None:
        return the_one(SHOWN_TO_ALL, {**values, "me": 0})
    return the_one(SHOWN_TO_ME, {**values, "me": person.id})


OF_ISSUE = (
    select(
        Campaign.id,
        Campaign.title,
        BADGE.label("stage"),
        Campaign.stage.not_in(ENDINGS).label("goes_on"),
    )
    .join(CampaignIssue, CampaignIssue.campaign_id == Campaign.id)
    .where(CampaignIssue.issue_id == bindparam("issue"), *Campaign.visible(None))
    .order_by(Campaign.id)
)


def of_issue(issue_id: int) -> tuple[AnyRow, ...]:
    """The campaigns an issue is part of, the oldest first."""
    return tuple(read(OF_ISSUE, {"issue": issue_id}))


def like(words: Sequence[tuple[Sequence[str], float]], least: float) -> Rows:
    """Running campaigns by the words they have, each weighing something: up to two that
    come to `least`."""
    if not words:
        return ()
    each = [
        (having(Campaign, same, limit=200).subquery(), weight) for same, weight in words
    ]
    hit = union_all(
        *(select(found.c.id, literal(weight).label("weight")) for found, weight in each)
    ).subquery()
    total = func.sum(hit.c.weight)
    fits = (
        select(hit.c.id, total.label("weight"))
        .group_by(hit.c.id)
        .having(total >= least)
        .subquery()
    )
    running = Campaign.stage.not_in((Stage.WON, Stage.LOST))
    statement = select(Campaign.id, Campaign.title, Campaign.stage).join(
        fits, fits.c.id == Campaign.id
    )
    return read(
        statement.where(running, *Campaign.visible(None))
        .order_by(fits.c.weight.desc(), Campaign.id.desc())
        .limit(2)
    )


def update_of(campaign_id: int, update_id: int) -> Update:
    """One update of this campaign, or NotFound."""
    found = fresh(Update, update_id)
    if found.campaign_id != campaign_id:
        raise NotFound
    return found


def illustrated(campaign_id: int) -> Rows:
    """The campaign's news that has pictures, the newest first."""
    statement = select(Update.id, Update.title).where(
        Update.campaign_id == campaign_id,
        Update.photo_count > 0,
        *Update.visible(None),
    )
    return read(statement.order_by(Update.id.desc()).limit(50))


def debrief(campaign_id: int) -> Debrief | None:
    """What came of the campaign, once somebody has said so."""
    return db.session.get(Debrief, campaign_id, populate_existing=True)
