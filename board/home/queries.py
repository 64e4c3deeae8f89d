"""Reading across features: for the front page, an area's page and the search."""

from functools import cache
from operator import attrgetter

from sqlalchemy import select

from board.areas.queries import CHOICES
from board.campaigns import queries as campaigns
from board.campaigns.models import ENDINGS, Campaign, Stage
from board.db import Rows, read
from board.home.words_models import SiteText
from board.home.words_queries import SHOWN
from board.several import Several


def latest_wins(area_id: int, limit: int) -> Rows:
    """Campaigns of an area that were won, the newest first."""
    won = (Campaign.area_id == area_id, Campaign.stage == Stage.WON)
    return read(campaigns.CARDS.where(*won).order_by(Campaign.id.desc()).limit(limit))


def newest_campaigns(limit: int = 3) -> tuple[Rows, Rows]:
    """Of the campaigns that go on, and of those that were won, the newest first."""
    by_age = select(Campaign.id).order_by(Campaign.id.desc()).limit(limit)
    running = by_age.where(Campaign.stage.not_in(ENDINGS), *Campaign.visible(None))
    won = by_age.where(Campaign.stage == Stage.WON, *Campaign.visible(None))
    wanted = Campaign.id.in_(running) | Campaign.id.in_(won)
    rows = read(campaigns.CARDS.where(wanted).order_by(Campaign.id.desc()))
    wins = [row for row in rows if row.stage == Stage.WON]
    return [row for row in rows if row.stage != Stage.WON], wins


@cache
def _areas_and_words() -> Several:
    """By one statement, as the front page has many parts."""
    words = SHOWN.where(SiteText.place == "front")
    return Several(areas=CHOICES, words=words)


def areas_and_words() -> tuple[Rows, str]:
    """(slug, name) of every area by name, and what operators wrote for the front
    page."""
    found = _areas_and_words().read({})
    words = found["words"]
    return sorted(found["areas"], key=attrgetter("name")), words[
        0
    ].text if words else ""
