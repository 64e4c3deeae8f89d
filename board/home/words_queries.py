"""Reading what operators wrote on pages of the board itself."""

from sqlalchemy import func, select

from board.db import Rows, read
from board.home.words_models import PLACES, SiteText

NEWEST = (
    select(SiteText.place, func.max(SiteText.number).label("number"))
    .group_by(SiteText.place)
    .subquery()
)
SHOWN = select(SiteText.place, SiteText.text).join(
    NEWEST,
    (NEWEST.c.place == SiteText.place) & (NEWEST.c.number == SiteText.number),
)


def texts() -> dict[str, str]:
    """The text of each place, empty where nothing is written there."""
    return dict.fromkeys(PLACES, "") | {row.place: row.text for row in read(SHOWN)}


def versions(place: str) -> Rows:
    """(number, saved_at, text) of what stood in a place, the newest first."""
    columns = (SiteText.number, SiteText.saved_at, SiteText.text)
    found = select(*columns).where(SiteText.place == place)
    return read(found.order_by(SiteText.number.desc()).limit(20))
