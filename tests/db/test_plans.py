"""The lists of councils and of other systems look things up, however many there are."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, text
from werkzeug.datastructures import MultiDict

from board.councils import hearing, queries, report_queries, reports, turns
from board.councils.models import Council, CouncilReport, CouncilSending, Stage
from board.db import db, read, table_of, write_tx
from board.open311 import queries as callers
from board.open311 import request_queries, update_queries, windows
from board.open311.models import Caller, SentRequest
from board.open311.shapes import moment
from tests.bench import seed
from tests.db.plans import plans, read_whole

MANY = 4000
LARGE = ("issue", "activity", "council_report", "council_sending", "sent_request")
WHEN = seed.BEGIN + timedelta(minutes=MANY // 2)
HOUR = {
    "start_date": moment(WHEN),
    "end_date": moment(WHEN + timedelta(hours=1)),
}
UPDATED = {
    "updated_after": moment(WHEN),
    "updated_before": moment(WHEN + timedelta(hours=1)),
}


def put(model: Any, rows: Iterable[dict[str, Any]]) -> None:
    """Into its table, past all rules."""
    db.session.connection().execute(insert(table_of(model)), list(rows))


def council(number: int) -> dict[str, Any]:
    """One for each area."""
    at = {"address": f"https://{number}.example.org/v2/", "is_near": False}
    name = {"name": f"Council {number}", "jurisdiction": "", "key_secret": ""}
    shows = {"format": "json", "shows_reports": True, "added_at": WHEN}
    faults = {"fault": "", "reports_fault": ""}
    return {"id": number, "area_id": number} | at | name | shows | faults


def report(number: int) -> dict[str, Any]:
    """Something that it published."""
    area, at = 1 + number % seed.AREAS, seed.BEGIN + timedelta(minutes=number)
    state = "open" if number % 3 else "closed"
    times = {"reported_at": at, "read_at": at, "changed_at": at, "closed_at": None}
    words = {"service": "Lamps", "words": "A lamp is out.", "place": "", "state": state}
    where = {"latitude": 52.4, "longitude": -1.8, "hidden_for": ""}
    its = {"council_id": area, "area_id": area, "request_id": str(number)}
    return its | words | where | times


def sending(number: int) -> dict[str, Any]:
    """A post on its way; most are there."""
    area, at = 1 + number % seed.AREAS, seed.BEGIN + timedelta(minutes=number)
    stage = Stage.SENT if number % 100 else Stage.WAITING
    its = {"issue_id": number, "area_id": area, "council_id": area, "by_id": 1}
    names = {"council_name": "Council", "request_id": str(number), "stage": stage}
    texts = dict.fromkeys(("service_code", "fault", "maybe_id", "receipt"), "")
    texts |= {"their_state": "", "their_words": ""}
    return its | names | texts | {"agreed_at": at, "next_at": at, "tries": 0}


def sent(number: int) -> dict[str, Any]:
    """A post that came from another system."""
    its = {"issue_id": number, "caller_id": 1, "reference": f"{number:064}"}
    return its | {"at": seed.BEGIN}


@pytest.fixture
def full(app: Flask) -> Flask:
    """A board with many of each."""
    seed.fill(app, MANY)
    some = range(1, MANY)
    caller = {"id": 1, "person_id": 1, "key_hash": "x", "per_hour": 9, "added_at": WHEN}
    caller |= {"sends_requests": True, "sends_updates": True, "sets_status": False}
    with app.app_context():
        with write_tx():
            put(Council, map(council, range(1, seed.AREAS + 1)))
            put(CouncilReport, map(report, some))
            put(CouncilSending, map(sending, some))
            put(Caller, [caller])
            put(SentRequest, map(sent, some))
        with write_tx():
            db.session.execute(text("ANALYZE"))
    return app


def requests(**asked: str) -> Any:
    """A list of requests, as another system asks for it."""
    return request_queries.listed(windows.read(MultiDict(asked)), None)


def window(asked: dict[str, str]) -> tuple[datetime, datetime]:
    """The same hour, of updates."""
    found = windows.window(asked, "start_date", "end_date")
    assert found
    return found


ASKED: dict[str, Callable[[], Any]] = {
    "reports of an area": lambda: report_queries.reports(1, ""),
    "those that are open": lambda: report_queries.reports(1, "open"),
    "the next page of them": lambda: report_queries.reports(1, "", after=2000),
    "a page from one of them on": lambda: report_queries.reports(1, "open", at=2000),
    "reports on the map": lambda: report_queries.on_map(1),
    "which areas list any": report_queries.areas_with_reports,
    "the next post to send": lambda: read(turns._due(WHEN).limit(1)),
    "posts that a council is asked about": hearing._take,
    "whether a number is known": lambda: queries.is_known(1, "77"),
    "posts of which nobody knows": lambda: queries.asked_in(1, None, 5),
    "room for reports": lambda: reports._room_for(Council(id=1), []),
    "requests of an hour": lambda: requests(**HOUR),
    "requests of a service in an hour": lambda: requests(
        service_code="lighting", **HOUR
    ),
    "requests updated in an hour": lambda: requests(**UPDATED),
    "requests by their numbers": lambda: request_queries.of_numbers([1, 2, 3000]),
    "what nobody reads, by numbers": lambda: callers.unseen([1, 2, 3000]),
    "updates of an hour": lambda: update_queries.within(window(HOUR), None),
    "updates of some posts": lambda: update_queries.of_issues([1, 2, 3000]),
    "whose key it is": lambda: callers.by_key("guessed"),
    "what a system sent before": lambda: callers.sent(1, "0" * 64, None),
}


@pytest.mark.untrue
def test_each_list_looks_things_up(full: Flask) -> None:
    wrong = {name: read_whole(full, ask, *LARGE) for name, ask in ASKED.items()}
    assert {name: lines for name, lines in wrong.items() if lines} == {}


@pytest.mark.untrue
@pytest.mark.parametrize("name", list(ASKED)[:4])
def test_a_page_of_reports_is_read_in_its_order(full: Flask, name: str) -> None:
    sorts = [line for line in plans(full, ASKED[name]) if "Sort" in line]
    sorts += [line for line in plans(full, ASKED[name]) if "TEMP B-TREE" in line]
    assert not sorts
