"""Reading campaigns: the list, one with what belongs to it, its thread."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

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
from board.activity import things
from board.activity.models import Activity, ActivityTopic, Follow
from board.activity.verbs import in_thread, turns_of, with_part
from board.areas.models import Area
from board.campaigns import verbs
from board.campaigns.models import (
    ENDINGS,
    Backer,
    Campaign,
    CampaignIssue,
    Debrief,
    Outcome,
    Partner,
    Pledge,
    Promise,
    Stage,
    Update,
)
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
from board.issues.models import LIVE, Issue, Second
from board.issues.search import contain, having, matches
from board.issues.threads import LINE
from board.photos import queries as photos
from board.policy import Actor

PAGE = 20

# As badges say it: the stage, or that it was won in part.
PARTLY = exists().where(
    Debrief.campaign_id == Campaign.id, Debrief.outcome == Outcome.PARTLY
)
STANDING = case(
    (and_(Campaign.stage == Stage.WON, PARTLY), literal(Outcome.PARTLY.value)),
    else_=Campaign.stage,
)

CARD = (
    Campaign.id,
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
    STANDING.label("standing"),
)


def cards(reader: Reader) -> AnySelect:
    """The notices that this reader may see."""
    found = select(*CARD).join(Area, Area.id == Campaign.area_id)
    return found.where(*Campaign.visible(reader))


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


def shown(campaign_id: int, person: Actor | None) -> AnyRow:
    """What the page of one campaign needs in one row: itself, whether one follows and
    backs it, by name or not."""
    me = person.id if person else 0
    followed = exists().where(
        and_(Follow.topic == literal(f"campaign-{campaign_id}"), Follow.person_id == me)
    )
    mine = and_(Backer.campaign_id == campaign_id, Backer.person_id == me)
    own = (
        followed.label("followed"),
        exists().where(mine).label("backed"),
        exists().where(mine, Backer.show_name).label("named"),
    )
    return the_one(
        cards(person)
        .add_columns(Campaign.goal, Campaign.win, *own)
        .where(Campaign.id == campaign_id)
    )


def _asked(campaign_id: int) -> tuple[AnySelect, AnySelect]:
    """Who posted one of the campaign's issues, and who seconded one."""
    mine = CampaignIssue.campaign_id == campaign_id
    posted = (
        select(Issue.author_id.label("id"))
        .join(CampaignIssue, CampaignIssue.issue_id == Issue.id)
        .where(mine)
    )
    seconded = (
        select(Second.person_id.label("id"))
        .join(CampaignIssue, CampaignIssue.issue_id == Second.issue_id)
        .where(mine)
    )
    return posted.where(Issue.author_id.is_not(None)), seconded


def mailed(campaign_id: int, by: Actor) -> AnyRow:
    """To how many people news is mailed: to those who `asked`, or to `everyone`,
    whoever follows among them."""
    topics = select(literal("issue-") + cast(CampaignIssue.issue_id, String)).where(
        CampaignIssue.campaign_id == campaign_id
    )
    follows = or_(Follow.topic.in_(topics), Follow.topic == f"campaign-{campaign_id}")
    asked, following = _asked(campaign_id), select(Follow.person_id).where(follows)
    reached = (Person.email != "", Person.id != by.id)

    def number(*people: AnySelect) -> Any:
        return (
            select(func.count(Person.id))
            .where(Person.id.in_(union(*people)), *reached)
            .scalar_subquery()
        )

    return read(
        select(
            number(*asked).label("asked"), number(*asked, following).label("everyone")
        )
    )[0]


def issues_of(campaign_id: int, limit: int = 10) -> Rows:
    """The issues a campaign came from, the most seconded first."""
    statement = (
        select(Issue.id, Issue.title, Issue.state, Issue.second_count)
        .join(CampaignIssue, CampaignIssue.issue_id == Issue.id)
        .where(CampaignIssue.campaign_id == campaign_id, *Issue.visible(None))
        .order_by(Issue.second_count.desc(), Issue.id)
        .limit(limit)
    )
    return read(statement)


OF_ISSUE = (
    select(
        Campaign.id,
        Campaign.title,
        STANDING.label("stage"),
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


def issue_ids(campaign_id: int) -> list[int]:
    """The ids of all its issues."""
    statement = select(CampaignIssue.issue_id).where(
        CampaignIssue.campaign_id == campaign_id
    )
    return list(db.session.scalars(statement))


def ready_to_organise(
    ids: Sequence[int], area_id: int, q: str = "", limit: int = 60
) -> Rows:
    """Issues to make a campaign of: those named, and `limit` open ones of the area, the
    most seconded first.

    `q` narrows the others to those with these words.
    """
    columns = (
        Issue.id,
        Issue.title,
        Issue.state,
        Issue.second_count,
        Issue.area_id,
        Issue.place,
        Issue.created_at,
    )
    statement = select(*columns)
    others = [Issue.area_id == area_id, Issue.state.in_(LIVE), Issue.id.not_in(ids)]
    others += Issue.visible(None)
    if q:
        others.append(matches(q, db.engine.dialect.name))
    best = (
        select(Issue.id)
        .where(*others)
        .order_by(Issue.second_count.desc(), Issue.id.desc())
        .limit(limit)
        .subquery()
    )
    wanted = or_(Issue.id.in_(ids), Issue.id.in_(select(best.c.id)))
    # Those named come first, and all of them: one that a limit cuts off would be taken
    # out of its campaign.
    return read(
        statement.where(wanted, *Issue.visible(None)).order_by(
            Issue.id.in_(ids).desc(), Issue.second_count.desc(), Issue.id.desc()
        )
    )


def titles_of(ids: Iterable[int], besides: int = 0) -> dict[int, str]:
    """By issue, the titles of the campaigns it is in, but for one."""
    columns = select(CampaignIssue.issue_id, Campaign.title).join(
        Campaign, Campaign.id == CampaignIssue.campaign_id
    )
    found: dict[int, str] = {}
    wanted = (
        CampaignIssue.issue_id.in_(list(ids)),
        Campaign.id != besides,
        *Campaign.visible(None),
    )
    for row in read(columns.where(*wanted).order_by(Campaign.id)):
        found[row.issue_id] = (
            f"{found[row.issue_id]}, {row.title}"
            if row.issue_id in found
            else row.title
        )
    return found


class Hearers(NamedTuple):
    """How many people will hear of something, each counted once: as who posted, else as
    counted in, else as following.

    Whoever does it is not counted.
    """

    posted: int = 0
    counted: int = 0
    following: int = 0

    @property
    def people(self) -> int:
        """All of them."""
        return sum(self)


def count_hearers(ids: Collection[int], by: Actor, *, starts_in: int = 0) -> Hearers:
    """Who hears that these issues go into a campaign or out of it: the followers of
    each.

    When it starts in an area, those who follow the area, too, and everyone who asked by
    mail.
    """
    topics = [f"issue-{id}" for id in ids] + (
        [f"area-{starts_in}"] if starts_in else []
    )
    mailed = literal(1 if starts_in else 0)
    asked = (Issue.id.in_(ids), Issue.author_id.is_not(None))
    each = union_all(
        select(
            Issue.author_id.label("person"),
            literal(0).label("role"),
            mailed.label("hears"),
        ).where(*asked),
        select(Second.person_id, literal(1), mailed).where(Second.issue_id.in_(ids)),
        select(Follow.person_id, literal(2), literal(1)).where(
            Follow.topic.in_(topics)
        ),
    ).subquery()
    once = (
        select(func.min(each.c.role).label("role"))
        .where(each.c.person != by.id)
        .group_by(each.c.person)
    )
    people = once.having(func.max(each.c.hears) == 1).subquery()
    counts = select(people.c.role, func.count().label("people")).group_by(people.c.role)
    found = {row.role: row.people for row in read(counts)}
    return Hearers(*(found.get(role, 0) for role in range(3)))


FIRST = (
    select(Issue.id, Issue.created_at)
    .join(CampaignIssue, CampaignIssue.issue_id == Issue.id)
    .where(CampaignIssue.campaign_id == bindparam("campaign"), *Issue.visible(None))
    .order_by(Issue.created_at, Issue.id)
    .limit(1)
)


def _part(model: Any) -> Any:
    """The row of this table that is the part of a line."""
    here = (Activity.verb.in_(with_part(model)), model.id == Activity.part_id)
    return and_(*here, *model.visible(None))


@cache
def _thread() -> AnySelect:
    """Built at first use: verbs and tasks stand to the right. What a reader may not see
    of what a line is about leaves no line behind."""
    Task = things.of_kind("task").model
    of_task = and_(
        Activity.subject_kind == "task",
        Task.id == Activity.subject_id,
        *Task.visible(None),
    )
    partner = or_(_part(Partner), Partner.id == Pledge.partner_id)
    who = (Promise.who, func.nullif(Pledge.who, ""), Partner.name)
    columns = (
        *(*LINE, Activity.part_id),
        *(Update.title, Update.body, Update.id.label("update_id"), Update.photo_count),
        Task.title.label("task_title"),
        func.coalesce(Promise.what, Pledge.what, Partner.name).label("what"),
        func.coalesce(*who).label("who"),
        FIRST.with_only_columns(Issue.id).scalar_subquery().label("first_id"),
        FIRST.with_only_columns(Issue.created_at).scalar_subquery().label("first_at"),
    )
    # Lines that say nothing without the part they are about.
    coalition = (*with_part(Partner), *with_part(Pledge), *with_part(Promise))
    of_part = Activity.verb.in_([verbs.UPDATED, *coalition])
    part = func.coalesce(Update.id, Promise.id, Pledge.id, Partner.id)
    turns_first = Activity.verb.in_(turns_of("campaign")).desc()
    return (
        select(*columns)
        .join(ActivityTopic, ActivityTopic.activity_id == Activity.id)
        # the new words of an end stand with the end itself
        .outerjoin(Update, and_(_part(Update), Activity.verb != verbs.OUTCOME_EDITED))
        .outerjoin(Promise, _part(Promise))
        .outerjoin(Pledge, _part(Pledge))
        .outerjoin(Partner, and_(partner, *Partner.visible(None)))
        .outerjoin(Task, of_task)
        .outerjoin(Person, Person.id == Activity.actor_id)
        .where(
            ActivityTopic.topic == bindparam("topic"),
            Activity.verb.in_(in_thread("campaign")),
            or_(~of_part, part.is_not(None)),
            or_(Activity.subject_kind != "task", Task.id.is_not(None)),
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


def running(link: Any = CampaignIssue) -> ColumnElement[bool]:
    """Whether the campaign of such a link goes on."""
    return exists().where(
        Campaign.id == link.campaign_id, Campaign.stage.not_in(ENDINGS)
    )


def left_open(campaign_id: int) -> Rows:
    """Its issues that are open and that no other running campaign has: what its end
    decides about."""
    other = aliased(CampaignIssue)
    in_other = exists().where(
        other.issue_id == Issue.id, other.campaign_id != campaign_id, running(other)
    )
    statement = (
        select(Issue.id, Issue.title, Issue.state, Issue.second_count, Issue.area_id)
        .join(CampaignIssue, CampaignIssue.issue_id == Issue.id)
        .where(
            CampaignIssue.campaign_id == campaign_id, Issue.state.in_(LIVE), ~in_other
        )
        .where(*Issue.visible(None))
        .order_by(Issue.second_count.desc(), Issue.id)
    )
    return read(statement)
