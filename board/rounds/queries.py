"""Reading listening rounds, their themes, and how many answered."""

from functools import cache

from sqlalchemy import and_, bindparam, func, select

from board.areas.models import Area
from board.campaigns.models import ENDINGS, Campaign
from board.db import AnyRow, AnySelect, Rows, fresh, read, the_one
from board.rounds.models import Answer, AnswerTheme, Round, RoundState, Theme

PAGE = 20
LEAST = 5  # fewer answers than that are not counted out: it would point at people

COLUMNS = (
    Round.id,
    Round.area_id,
    Round.title,
    Round.about,
    Round.question_1,
    Round.question_2,
    Round.question_3,
    Round.places,
    Round.opens_on,
    Round.closes_on,
    Round.state,
    Round.outcome,
    Round.told_at,
    Round.version,
    Area.name.label("area_name"),
    Area.slug.label("area_slug"),
)


@cache
def _cards() -> AnySelect:
    joined = select(*COLUMNS).join(Area, Area.id == Round.area_id)
    return joined.where(*Round.visible(None))


def card(round_id: int) -> AnyRow:
    """One round as everybody reads it, or NotFound."""
    return the_one(_cards().where(Round.id == bindparam("id")), {"id": round_id})


def get(round_id: int) -> Round:
    """The round to act on, or NotFound."""
    return fresh(Round, round_id)


def listed(area_id: int, before: int = 0) -> Rows:
    """The rounds of an area, the newest first; one more than a page where there are
    further ones."""
    mine = _cards().where(Round.area_id == area_id)
    if before:
        mine = mine.where(Round.id < before)
    return read(mine.order_by(Round.id.desc()).limit(PAGE + 1))


def open_in(area_id: int) -> Rows:
    """(id, title, closes_on) of the rounds that take answers now."""
    found = select(Round.id, Round.title, Round.closes_on).where(
        Round.area_id == area_id,
        Round.state == RoundState.OPEN,
        *Round.visible(None),
    )
    return read(found.order_by(Round.closes_on, Round.id).limit(3))


def shown(number: int) -> int | None:
    """A number of answers as everybody may read it: none where it is small."""
    return number if number >= LEAST else None


@cache
def _counts() -> AnySelect:
    in_theme = select(AnswerTheme.answer_id).where(AnswerTheme.answer_id == Answer.id)
    return select(
        func.count().label("answers"),
        func.count().filter(Answer.read_at.is_(None)).label("unread"),
        func.count().filter(~in_theme.exists()).label("without_theme"),
        func.max(Answer.id).label("newest"),
    ).where(Answer.round_id == bindparam("round"), Answer.hidden_at.is_(None))


def counts(round_id: int) -> AnyRow:
    """(answers, unread, without_theme) as numbers, and the number of the newest, for
    those who gather them; others are shown what shown() lets through."""
    return the_one(_counts(), {"round": round_id})


@cache
def _themes() -> AnySelect:
    """Each theme with how many answers it has and the campaign it became."""
    number = (
        select(func.count())
        .select_from(AnswerTheme)
        .join(Answer, Answer.id == AnswerTheme.answer_id)
        .where(AnswerTheme.theme_id == Theme.id, Answer.hidden_at.is_(None))
        .scalar_subquery()
    )
    columns = (Theme.id, Theme.round_id, Theme.area_id, Theme.title, Theme.taken_up_at)
    campaign = (
        Campaign.id.label("campaign_id"),
        Campaign.title.label("campaign_title"),
        Campaign.stage.label("campaign_stage"),
    )
    its = and_(Campaign.id == Theme.campaign_id, *Campaign.visible(None))
    return select(*columns, number.label("answers"), *campaign).outerjoin(Campaign, its)


def themes_of(round_id: int) -> Rows:
    """The themes of a round, those of most answers first."""
    mine = _themes().where(Theme.round_id == bindparam("round"))
    found = read(mine.order_by(Theme.id), {"round": round_id})
    return sorted(found, key=lambda theme: -theme.answers)


def theme(round_id: int, theme_id: int) -> AnyRow:
    """One theme of a round, or NotFound."""
    this = (Theme.id == bindparam("theme"), Theme.round_id == bindparam("round"))
    given = {"theme": theme_id, "round": round_id}
    return the_one(_themes().where(*this), given)


def themes_behind(campaign_id: int) -> Rows:
    """The themes a campaign came from, each with its round's number and title."""
    found = (
        _themes()
        .add_columns(Round.title.label("round_title"))
        .join(Round, Round.id == Theme.round_id)
        .where(Theme.campaign_id == bindparam("campaign"), *Round.visible(None))
    )
    return read(found.order_by(Theme.id), {"campaign": campaign_id})


def running_campaigns(area_id: int) -> Rows:
    """(id, title) of the area's campaigns that are not over, the newest first."""
    mine = select(Campaign.id, Campaign.title).where(
        Campaign.area_id == area_id,
        Campaign.stage.not_in(ENDINGS),
        *Campaign.visible(None),
    )
    return read(mine.order_by(Campaign.id.desc()).limit(100))
