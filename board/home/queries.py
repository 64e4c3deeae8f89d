"""Reading across features: for the front page, an area's page and the search."""

from sqlalchemy import func, select

from board.campaigns import queries as campaigns
from board.campaigns.models import ENDINGS, Campaign, Stage
from board.db import AnyRow, Rows, read, the_one
from board.issues.models import Issue
from board.tasks.models import Task


def latest_wins(area_id: int | None = None, limit: int = 3) -> Rows:
    """Campaigns that were won, the newest first."""
    statement = (
        campaigns.CARDS.where(Campaign.stage == Stage.WON)
        .order_by(Campaign.id.desc())
        .limit(limit)
    )
    if area_id is not None:
        statement = statement.where(Campaign.area_id == area_id)
    return read(statement)


def under_way(limit: int = 3) -> Rows:
    """Campaigns that go on, the newest first."""
    going_on = campaigns.CARDS.where(Campaign.stage.not_in(ENDINGS))
    return read(going_on.order_by(Campaign.id.desc()).limit(limit))


def open_counts(area_id: int) -> AnyRow:
    """(issues, campaigns, tasks) of an area, as numbers."""
    return the_one(
        select(
            select(func.count())
            .where(Issue.area_id == area_id, *Issue.visible(None))
            .scalar_subquery()
            .label("issues"),
            select(func.count())
            .where(Campaign.area_id == area_id, *Campaign.visible(None))
            .scalar_subquery()
            .label("campaigns"),
            select(func.count())
            .where(Task.area_id == area_id, *Task.visible(None))
            .scalar_subquery()
            .label("tasks"),
        )
    )
