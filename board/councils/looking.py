"""Whether a council has a post: among what it says it has, and by its receipt."""

import re
from datetime import timedelta

from flask_babel import gettext as _

from board import clock
from board.councils import calling, queries, reading, writing
from board.councils.calling import Took
from board.councils.models import Council
from board.councils.reading import Row
from board.db import AnyRow
from board.errors import Invalid, NotFound

AROUND = timedelta(hours=1)  # clocks differ
NEAR = 0.0002  # degrees: some 20 m


def look(council: Council, mine: AnyRow) -> tuple[Took, str]:
    """The number under which a post that may have been sent stands there, or one
    (as the receipt) that may be it; and why it could not be looked for, if so."""
    since = (mine.tried_at or clock.now()) - AROUND
    asked = calling.window(since, clock.now() + AROUND, service_code=mine.service_code)
    try:
        rows = calling.ask(council, "requests", **asked)
    except Invalid as wrong:
        return Took(), str(wrong.text)
    sure = _numbers(council, [row for row in rows if _names(row, mine.issue_id)])
    if len(sure) == 1:
        return Took(request_id=sure.pop()), ""
    if sure:
        return Took(receipt=sorted(sure)[0]), _several(sure)
    maybe = _numbers(council, [row for row in rows if _is_like(row, mine)])
    return Took(receipt=min(maybe, default="")), ""


def _several(numbers: set[str]) -> str:
    said = ", ".join(sorted(numbers))
    return str(_("It has it under several numbers: %(numbers)s.", numbers=said))


def _numbers(council: Council, rows: list[Row]) -> set[str]:
    """Those that are no other post's."""
    found = {reading.said(row, "service_request_id", most=120) for row in rows}
    return {n for n in found if n and not queries.is_known(council.id, n)}


def _names(row: Row, issue_id: int) -> bool:
    """Whether it names the post's own address."""
    address = re.escape(writing.address_of(issue_id))
    words = reading.said(row, "description") + " " + reading.said(row, "detail")
    return bool(re.search(rf"{address}(?!\d)", words))


def _is_like(row: Row, mine: AnyRow) -> bool:
    """Whether it is about the same, at the same place."""
    try:
        issue = writing.told(mine.issue_id)
    except NotFound:
        return False
    same = reading.said(row, "service_code") == mine.service_code
    latitude = reading.degrees(row, "lat", 90)
    longitude = reading.degrees(row, "long", 180)
    if latitude is None or longitude is None or issue.latitude is None:
        return False
    is_near = abs(latitude - issue.latitude) < NEAR
    is_near = is_near and abs(longitude - issue.longitude) < NEAR
    return bool(same and is_near)


def number_for(council: Council, receipt: str) -> tuple[str, str]:
    """The number behind a receipt, empty while there is none; and what went wrong, if
    anything."""
    try:
        rows = calling.ask(council, f"tokens/{calling.named(receipt)}")
    except Invalid as wrong:
        return "", str(wrong.text)
    found = {reading.said(row, "service_request_id", most=120) for row in rows}
    found.discard("")
    return (found.pop(), "") if len(found) == 1 else ("", "")
