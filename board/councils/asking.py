"""The job that reads what councils take: nothing on a request waits for another
machine."""

from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from board.councils import calling, reading
from board.councils.models import Council, CouncilService
from board.councils.reading import Row
from board.db import db, read, write_tx
from board.errors import Invalid
from board.jobs.asking import Round

EVERY = timedelta(days=1)
MOST = 500  # services of one council
MOST_ASKED = 60  # of them about what they want to know, in one go
FORMATS = ("json", "xml")


ROUND = Round(Council, Council.asked_at, Council.fault, EVERY)


def ask_due() -> int:
    """Read what one council takes whose time it is; 0 where there is none."""
    return ROUND.ask_next(_ask)


def _ask(council: Council) -> None:
    db.session.expunge(council)  # it is tried how it answers
    services = _services(council)
    with write_tx():
        _store(council, services)


def _services(council: Council) -> list[dict[str, Any]]:
    """What it takes. Raises Invalid where it names nothing."""
    named = {_code(row): row for row in _listed(council) if _code(row)}
    if not named:
        raise Invalid(_("It names no services."))
    left = MOST_ASKED
    services = []
    for row in list(named.values())[:MOST]:
        has_questions = reading.said(row, "metadata").lower() == "true"
        services.append(_service(council, row, has_questions, left > 0))
        left -= has_questions
    return services


def _listed(council: Council) -> list[Row]:
    """Its list, in the first format in which it answers."""
    faults: list[Invalid] = []
    for format in FORMATS:
        council.format = format
        try:
            return calling.ask(council, "services")
        except Invalid as wrong:
            faults.append(wrong)
    raise faults[0]


def _code(row: Row) -> str:
    return reading.said(row, "service_code", most=120)


def _service(
    council: Council, row: Row, has_questions: bool, may_ask: bool
) -> dict[str, Any]:
    """A service with what it wants to know, and why nothing can be sent to it, if
    so."""
    code = _code(row)
    name = reading.said(row, "service_name", "service_code", most=200)
    found: list[dict[str, Any]] = []
    fault = ""
    if has_questions and may_ask:
        try:
            definition = calling.ask(council, f"services/{calling.named(code)}")
            found = list(reading.questions(definition))
            fault = _too_much(found)
        except Invalid as wrong:
            fault = _("What it wants to know can’t be read. %(why)s", why=wrong.text)
    elif has_questions:
        fault = _("This council has more services with questions than we read.")
    known = {"council_id": council.id, "code": code, "name": name}
    return known | {"questions": found, "fault": str(fault)[:300]}


def _too_much(questions: list[dict[str, Any]]) -> str:
    """What nobody can answer the same for each post."""
    for question in questions:
        if question["required"] and question["kind"] == "datetime":
            wants = question["words"]
            return str(_("It needs a time for each report: %(what)s", what=wants))
    return ""


def _store(council: Council, services: list[dict[str, Any]]) -> None:
    """What it takes now, in place of what it took."""
    its = CouncilService.council_id == council.id
    if not read(select(Council.id).where(Council.id == council.id)):
        return  # nobody asks it any more
    this = update(Council).where(Council.id == council.id)
    db.session.execute(this.values(format=council.format))
    db.session.execute(delete(CouncilService).where(its))
    db.session.add_all(CouncilService(**service) for service in services)
