"""Reading stalls, through their door."""

from sqlalchemy import select

from board.campaigns.places import Unfinished
from board.db import AnyRow, read, the_one
from tests.data.sample_feature.models import Stall


def card(stall_id: int) -> AnyRow:
    """A stall as everybody sees it, or NotFound."""
    columns = (Stall.id, Stall.title, Stall.tables, Stall.is_packed)
    return the_one(select(*columns).where(Stall.id == stall_id, *Stall.visible(None)))


def still_open(campaign_id: int) -> list[Unfinished]:
    """The campaign's stalls that are not packed up."""
    here = (Stall.campaign_id == campaign_id, ~Stall.is_packed, *Stall.visible(None))
    found = read(select(Stall.id, Stall.title).where(*here))
    return [Unfinished(row.id, row.title, None) for row in found]
