"""The job that reads what councils publish, for areas that list it: what, where, when
and how it stands, and nothing about who reported it."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select, update

from board import clock
from board.activity.actions import record
from board.areas import queries as areas
from board.areas.boundary import contains
from board.areas.models import Area
from board.councils import calling, reading, verbs
from board.councils.models import Council, CouncilReport, CouncilSending
from board.councils.reading import Row
from board.db import db, insert_rows, pieces, read, table_of, write_tx
from board.errors import Invalid
from board.jobs.asking import Round

EVERY = timedelta(hours=6)
BACK = timedelta(days=90)  # Open311 knows no longer window
STEP = timedelta(days=15)
MOST_PAGES = 10  # of one step
A_PAGE = 200
MOST = 5000  # reports of one council
PATIENCE = 120  # seconds for one council
AT_ONCE = 50  # of older ones, asked for by their numbers
KEEPS = timedelta(days=90)  # what is closed
LONGEST = 2000  # characters of a report's words


ROUND = Round(
    Council,
    Council.reports_asked_at,
    Council.reports_fault,
    EVERY,
    (Council.shows_reports.is_(True),),
)


def ask_due() -> int:
    """Read what one council published, if it is its time; 0 where there is none."""
    return ROUND.ask_next(_read)


def _read(council: Council) -> None:
    """The last 90 days, a span at a time, and some that are older and still open."""
    until = time.monotonic() + PATIENCE
    now = clock.now()
    since = now - BACK
    while since < now:
        end = min(since + STEP, now)
        _read_span(council, since, end, until)
        since = end
    _ask_older(council)


def _read_span(council: Council, since: datetime, end: datetime, until: float) -> None:
    """Page by page; whoever knows no pages says the same again."""
    seen: set[str] = set()
    for page in range(1, MOST_PAGES + 1):
        if time.monotonic() > until:
            raise Invalid(_("It has more than we read in one go."))
        paged = {"page": str(page), "page_size": str(A_PAGE)}
        rows = calling.ask(council, "requests", **calling.window(since, end, **paged))
        new = [row for row in rows if _number(row) and _number(row) not in seen]
        if not new:
            return
        seen |= {_number(row) for row in new}
        _store(council, new)


def _ask_older(council: Council) -> None:
    """How those stand that are open and older than any window, some at a time."""
    its = (
        CouncilReport.council_id == council.id,
        CouncilReport.state == "open",
        CouncilReport.reported_at < clock.now() - BACK,
    )
    some = select(CouncilReport.request_id).where(*its)
    rows = read(some.order_by(CouncilReport.read_at).limit(AT_ONCE))
    if rows:
        numbers = ",".join(row.request_id for row in rows)
        known = {row.request_id for row in rows}
        said = calling.ask(council, "requests", service_request_id=numbers)
        _store(council, [row for row in said if _number(row) in known])


def _number(row: Row) -> str:
    return reading.said(row, "service_request_id", most=120)


def _store(council: Council, said: list[Row]) -> None:
    """Keep what lies in the area and is no post of ours, and update what is known."""
    is_within = _within(council.area_id)
    found = {row["request_id"]: row for row in map(_report, said) if row}
    found = {number: row for number, row in found.items() if is_within(row)}
    for some in pieces(list(found), 200):
        with write_tx():
            _store_some(council, {number: found[number] for number in some})


def _store_some(council: Council, found: dict[str, dict[str, Any]]) -> None:
    area = db.session.get(Area, council.area_id)
    is_asked = read(select(Council.shows_reports).where(Council.id == council.id))
    if area is None or not is_asked or not is_asked[0].shows_reports:
        return  # nobody wants it any more
    its = CouncilSending.council_id == council.id
    ours = select(CouncilSending.request_id).where(
        its, CouncilSending.request_id.in_(found)
    )
    new = _without(found, {row.request_id for row in read(ours)})
    changed = _update_known(council, new)
    of = {"council_id": council.id, "area_id": area.id, "hidden_for": ""}
    rows = [of | row for row in _room_for(council, list(new.values()))]
    added = insert_rows(CouncilReport, ["council_id", "request_id"], rows)
    if added or changed:
        record(
            verbs.READ, area, by=None, topics=[f"area-{area.id}"], council=council.id
        )


def _without(found: dict[str, Any], numbers: set[str]) -> dict[str, Any]:
    return {number: row for number, row in found.items() if number not in numbers}


def _update_known(council: Council, found: dict[str, dict[str, Any]]) -> int:
    """Update those that are known, and take them out of what was found; how many say
    something else now."""
    columns = tuple(CouncilReport.__table__.columns)
    its = CouncilReport.council_id == council.id
    known = select(*columns).where(its, CouncilReport.request_id.in_(found))
    changed = 0
    for row in read(known):
        said = found.pop(row.request_id)
        if row.closed_at and said["closed_at"]:
            said["closed_at"] = row.closed_at  # not anew each time
        names = said.keys() - {"read_at"}
        is_other = any(getattr(row, name) != said[name] for name in names)
        changed += is_other
        values = said if is_other else {"read_at": said["read_at"]}
        table = table_of(CouncilReport)
        db.session.execute(update(table).where(table.c.id == row.id).values(values))
    return changed


def _room_for(council: Council, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """As many as may be kept of one council, without those that go again at once."""
    its = select(CouncilReport.id).where(CouncilReport.council_id == council.id)
    room = MOST - len(read(its.limit(MOST)))
    over = clock.now() - KEEPS
    fresh = [row for row in rows if not (row["closed_at"] and row["closed_at"] < over)]
    return fresh[:room]


def _within(area_id: int) -> Callable[[dict[str, Any]], bool]:
    """Whether a report lies in the area; all do where its edge is not drawn."""
    drawn = areas.boundary_of(area_id)
    if drawn is None:
        return lambda row: True

    def is_within(row: dict[str, Any]) -> bool:
        at = (row["latitude"], row["longitude"])
        return None not in at and contains(drawn, *at)

    return is_within


def _report(said: Row) -> dict[str, Any] | None:
    """What we keep of a report; nothing of one that says too little."""
    reported = reading.moment(said, "requested_datetime")
    is_closed = reading.is_closed(said)
    number = _number(said)
    if not number or reported is None or is_closed is None:
        return None
    changed = reading.moment(said, "updated_datetime")
    return {
        "request_id": number,
        "service": reading.said(said, "service_name", "service_code", most=200),
        "words": reading.said(said, "description", "title", most=LONGEST),
        "place": reading.said(said, "address", most=300),
        "latitude": reading.degrees(said, "lat", 90),
        "longitude": reading.degrees(said, "long", 180),
        "state": "closed" if is_closed else "open",
        "reported_at": reported,
        "changed_at": changed,
        "closed_at": (changed or clock.now()) if is_closed else None,
        "read_at": clock.now(),
    }
