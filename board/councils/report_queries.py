"""What councils published of areas, as everybody reads it."""

from typing import Any

from sqlalchemy import and_, or_, select

from board.areas.models import Area
from board.councils.models import Council, CouncilReport
from board.db import Rows, fresh, read

PAGE = 20
MOST_PINS = 1000  # of an area, the newest
LISTED = (
    CouncilReport.id,
    CouncilReport.request_id,
    CouncilReport.service,
    CouncilReport.words,
    CouncilReport.place,
    CouncilReport.latitude,
    CouncilReport.longitude,
    CouncilReport.state,
    CouncilReport.reported_at,
    CouncilReport.closed_at,
    Council.name.label("council"),
)


def reports(
    area_id: int, state: str, after: int = 0, at: int = 0, limit: int = PAGE
) -> Rows:
    """What councils published of an area, the newest first, behind one of them or from
    one on: one more than `limit` when there are further ones."""
    here: list[Any] = [
        CouncilReport.area_id == area_id,
        Council.shows_reports.is_(True),
    ]
    if state:
        here.append(CouncilReport.state == state)
    if after:
        here.append(_is_behind(after, CouncilReport.id < after))
    elif at:
        here.append(_is_behind(at, CouncilReport.id <= at))
    found = (
        select(*LISTED)
        .join(Council, Council.id == CouncilReport.council_id)
        .where(*here, *CouncilReport.visible(None))
    )
    order = (CouncilReport.reported_at.desc(), CouncilReport.id.desc())
    return read(found.order_by(*order).limit(limit + 1))


def _is_behind(report_id: int, at_the_same_time: Any) -> Any:
    """From the moment of one of them back; so the index is read in its order."""
    its = select(CouncilReport.reported_at).where(CouncilReport.id == report_id)
    moment = its.scalar_subquery()
    is_earlier = CouncilReport.reported_at < moment
    return (CouncilReport.reported_at <= moment) & or_(is_earlier, at_the_same_time)


def report(report_id: int) -> CouncilReport:
    """The report to act on, or NotFound."""
    return fresh(CouncilReport, report_id)


def shows_reports(area_id: int) -> bool:
    """Whether what councils published is listed for an area."""
    its = (Council.area_id == area_id, Council.shows_reports.is_(True))
    return bool(read(select(Council.id).where(*its).limit(1)))


def on_map(area_id: int) -> Rows:
    """Those that have a place on the map, the newest first."""
    columns = (
        CouncilReport.id,
        CouncilReport.service,
        CouncilReport.request_id,
        CouncilReport.state,
        CouncilReport.latitude,
        CouncilReport.longitude,
        Council.name.label("council"),
    )
    is_placed = and_(
        CouncilReport.latitude.is_not(None), CouncilReport.longitude.is_not(None)
    )
    found = (
        select(*columns)
        .join(Council, Council.id == CouncilReport.council_id)
        .where(CouncilReport.area_id == area_id, Council.shows_reports.is_(True))
        .where(is_placed, *CouncilReport.visible(None))
    )
    order = (CouncilReport.reported_at.desc(), CouncilReport.id.desc())
    return read(found.order_by(*order).limit(MOST_PINS))


def areas_with_reports() -> list[str]:
    """Of which areas it is listed, as addresses name them."""
    listing = select(Council.area_id).where(Council.shows_reports.is_(True))
    return [row.slug for row in read(select(Area.slug).where(Area.id.in_(listing)))]
