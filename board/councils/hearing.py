"""The job that asks councils what became of posts they have: their word, which changes
nothing of ours."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from board import clock
from board.activity.actions import record
from board.councils import calling, reading, verbs
from board.councils.models import Council, CouncilSending, Stage
from board.councils.reading import Row
from board.db import AnyRow, Rows, db, read, write_tx
from board.errors import Invalid
from board.issues.models import Issue

AT_ONCE = 50
LEASE = timedelta(hours=1)
# how often it is asked, by how long they have had it
OFTEN = (
    (timedelta(days=7), timedelta(hours=6)),
    (timedelta(days=60), timedelta(days=1)),
    (timedelta(days=365), timedelta(days=7)),
)
SELDOM = timedelta(days=30)
# what is closed for so long is not asked about any more
UNTIL = timedelta(days=30)


def ask_due() -> int:
    """Ask one council about posts whose time it is; 0 where there are none."""
    rows = _take()
    if not rows:
        return 0
    council = db.session.get_one(Council, rows[0].council_id)
    numbers = ",".join(row.request_id for row in rows)
    fault, said = "", dict[str, Row]()
    try:
        answer = calling.ask(council, "requests", service_request_id=numbers)
        said = {
            reading.said(row, "service_request_id", most=120): row for row in answer
        }
    except Invalid as wrong:
        fault = str(wrong.text)
    with write_tx():
        for row in rows:
            _note(row, said.get(row.request_id), fault)
    return 1


def _take() -> Rows:
    """Some of one council, the one that waits longest among them: ours for a while."""
    columns = tuple(CouncilSending.__table__.columns)
    now = clock.now()
    due = (
        CouncilSending.stage == Stage.SENT,
        CouncilSending.next_at <= now,
        CouncilSending.council_id.is_not(None),
    )
    some = select(*columns).where(*due).order_by(CouncilSending.next_at)
    with write_tx():
        first = read(some.limit(1))
        if not first:
            return ()
        its = CouncilSending.council_id == first[0].council_id
        rows = read(some.where(its).limit(AT_ONCE))
        ids = [row.issue_id for row in rows]
        mine = update(CouncilSending).where(CouncilSending.issue_id.in_(ids), *due)
        taken = db.session.execute(mine.values(next_at=now + LEASE))
        return rows if taken.rowcount == len(rows) else ()  # type: ignore[attr-defined]


def _note(row: AnyRow, said: Row | None, fault: str) -> None:
    """What they say now; a line in the log where that is new."""
    told = _told(row, said) if said else {}
    at = told.get("their_at") or row.their_at
    state = told.get("their_state", row.their_state)
    when = _next(row.sent_at or row.agreed_at, at if state == "closed" else None)
    this = update(CouncilSending).where(CouncilSending.issue_id == row.issue_id)
    asked = {"next_at": when, "fault": fault[:500]}
    still = this.where(CouncilSending.stage == Stage.SENT)
    db.session.execute(still.values(asked | told))
    if told and state != row.their_state:
        issue = db.session.get_one(Issue, row.issue_id)
        facts = {"council": row.council_id, "state": state}
        record(verbs.SAID, issue, by=None, **facts)


def _told(row: AnyRow, said: Row) -> dict[str, Any]:
    """Their state, words and since when, where they say a state."""
    is_closed = reading.is_closed(said)
    if is_closed is None:
        return {}
    state = "closed" if is_closed else "open"
    at = reading.moment(said, "updated_datetime", "requested_datetime")
    if at is None and state != row.their_state:
        at = clock.now()
    words = reading.said(said, "status_notes", most=2000)
    return {"their_state": state, "their_words": words, "their_at": at or row.their_at}


def _next(since: datetime, closed_at: datetime | None) -> datetime | None:
    """When to ask again: the longer they have it, the more seldom; nothing where it was
    closed a month ago."""
    now = clock.now()
    if closed_at and closed_at < now - UNTIL:
        return None
    age = now - since
    wait = next((wait for upto, wait in OFTEN if age < upto), SELDOM)
    return now + wait
