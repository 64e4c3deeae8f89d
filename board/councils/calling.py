"""Asking a council, and telling it a report, as Open311 GeoReport v2 says it."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlencode

from flask_babel import gettext as _

from board.boards.fetching import Answer, NoAnswer, exchange, origin
from board.councils import reading
from board.councils.models import Council
from board.councils.reading import Row
from board.errors import Invalid

FORMS = "application/x-www-form-urlencoded; charset=utf-8"
LATER = (408, 425, 429)  # then it may be taken, as after any fault of theirs


@dataclass(frozen=True)
class Took:
    """They have it: their number for it, or what the number is asked for by."""

    request_id: str = ""
    receipt: str = ""


class NotTaken(Invalid):
    """They say that they don't have it, and why; `again` where trying later may
    help."""

    def __init__(self, why: str, *, again: bool) -> None:
        self.again = again
        super().__init__(why)


def ask(council: Council, method: str, **asked: str) -> list[Row]:
    """What it says to a question, as rows. Raises Invalid, in words."""
    answer = _exchange(council, method, asked, council.format)
    if 300 <= answer.status < 400:
        raise Invalid(_sends_elsewhere(answer.status))
    found = reading.rows(answer.body)
    if why := reading.faults(found):
        raise Invalid(_("It says: %(why)s", why=why))
    if not 200 <= answer.status < 300:
        raise Invalid(_("It answered with %(status)d.", status=answer.status))
    return found


def tell(council: Council, report: list[tuple[str, str]]) -> Took:
    """Send it a report, once.

    Raises NotReached and NotTaken where it surely does not have it, NoAnswer where that
    is not known.
    """
    more = [("api_key", council.key_secret), ("jurisdiction_id", council.jurisdiction)]
    whole = report + [pair for pair in more if pair[1]]
    document = urlencode(whole).encode()
    answer = _exchange(council, "requests", {}, council.format, document)
    if 300 <= answer.status < 400:
        raise NoAnswer(_sends_elsewhere(answer.status))
    try:
        found = reading.rows(answer.body)
    except Invalid as wrong:
        raise NoAnswer(wrong.text) from wrong
    if answer.status >= 400:
        raise _refusal(answer.status, found)
    return _took(found)


def _refusal(status: int, found: list[Row]) -> Invalid:
    """What an answer other than yes means: one without a reason may come from somebody
    between us."""
    why = reading.faults(found)
    if not why:
        return NoAnswer(_("It answered with %(status)d.", status=status))
    again = status >= 500 or status in LATER
    return NotTaken(_("It says: %(why)s", why=why), again=again)


def _took(found: list[Row]) -> Took:
    """The one number in an answer; of several, or none, nobody knows which it is."""
    numbers = {reading.said(row, "service_request_id", most=120) for row in found}
    receipts = {reading.said(row, "token", most=120) for row in found}
    numbers.discard("")
    receipts.discard("")
    if len(numbers) == 1:
        return Took(request_id=numbers.pop())
    if numbers:
        several = ", ".join(sorted(numbers))[:200]
        raise NoAnswer(_("It gave several numbers: %(numbers)s.", numbers=several))
    if len(receipts) == 1:
        return Took(receipt=receipts.pop())
    raise NoAnswer(_("It gave no number."))


def _exchange(
    council: Council,
    method: str,
    asked: dict[str, str],
    format: str,
    document: bytes | None = None,
) -> Answer:
    of = origin(council.address, is_near=council.is_near)
    if document is None and council.jurisdiction:
        asked = {"jurisdiction_id": council.jurisdiction, **asked}
    query = f"?{urlencode(asked)}" if asked else ""
    url = f"{council.address}{method}.{format}{query}"
    headers = {"Accept": "application/json, text/xml"}
    if document is not None:
        headers["Content-Type"] = FORMS
    return exchange(url, of, headers, document)


def _sends_elsewhere(status: int) -> str:
    return str(
        _(
            "It sends us elsewhere (%(status)d), where we do not follow. Its address "
            "may have changed.",
            status=status,
        )
    )


def named(name: str) -> str:
    """A code or a receipt of theirs, as it stands in an address."""
    return quote(name, safe="")


def when(moment: datetime) -> str:
    """A moment as Open311 writes it."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def window(since: datetime, until: datetime, **more: Any) -> dict[str, str]:
    """What is asked for reports of a span of time."""
    return {"start_date": when(since), "end_date": when(until), **more}
