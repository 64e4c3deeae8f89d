"""The rules of councils: operators name them and hold their keys; organisers of the
area say what can be sent there, and whether what councils published is listed."""

from typing import Any
from urllib.parse import urlsplit

from flask_babel import gettext as _
from sqlalchemy import delete, update

from board import clock
from board.activity.actions import record
from board.activity.verbs import Verb
from board.areas.models import Area
from board.boards.fetching import origin
from board.councils import queries, verbs
from board.councils.models import (
    UNSENT,
    Council,
    CouncilCategory,
    CouncilReport,
    CouncilSending,
    CouncilService,
    Stage,
)
from board.db import db, fresh, insert_new, put
from board.errors import Conflict, Invalid
from board.jobs.actions import ask_for
from board.policy import Actor, require

METHODS = ("services", "requests", "discovery")  # what people copy along


def connect(
    area: Area,
    by: Actor,
    *,
    name: str,
    address: str,
    jurisdiction: str,
    key: str,
    is_near: bool,
) -> Council:
    """Name a council for an area; its services are read at once, by a job.

    Raises Invalid for an address that is none, or that is named here already.
    """
    require(by, "council.connect", area)
    council = insert_new(
        Council,
        ["area_id", "address", "jurisdiction"],
        area_id=area.id,
        name=name,
        address=_endpoint(address, is_near=is_near),
        jurisdiction=jurisdiction,
        key_secret=key,
        is_near=is_near,
        format="json",
        shows_reports=False,
        added_by_id=by.id,
        added_at=clock.now(),
        fault="",
        reports_fault="",
    )
    if council is None:
        raise Invalid(_("This council is named here already."), "address")
    ask_for("councils")
    _note(verbs.ADDED, council, by)
    return council


def _endpoint(address: str, *, is_near: bool) -> str:
    """What methods are appended to: the address without the method that was copied
    along, with a slash at its end."""
    of = origin(address, is_near=is_near)
    path = urlsplit(address).path
    before, _stroke, last = path.rpartition("/")
    if last.partition(".")[0] in METHODS:
        path = before
    return f"{of.scheme}://{of.host_header}{path.rstrip('/')}/"


def change(
    council: Council, by: Actor, *, name: str, jurisdiction: str, key: str
) -> None:
    """Call it otherwise, or ask it with another jurisdiction or key; without one the
    present key stays."""
    require(by, "council.connect", council)
    council.name = name
    council.jurisdiction = jurisdiction
    council.key_secret = key or council.key_secret
    council.asked_at = None
    ask_for("councils")
    _note(verbs.CHANGED, council, by)


def read_again(council: Council, by: Actor) -> None:
    """Have its services read in the next round, however lately they were."""
    require(by, "council.map", council)
    council.asked_at = None
    ask_for("councils")
    _note(verbs.CHANGED, council, by)


def remove(council: Council, by: Actor) -> None:
    """Ask it nothing any more. What was sent stays there, and the posts say so; what
    waits is not sent, and its reports go from here."""
    require(by, "council.connect", council)
    its = CouncilSending.council_id == council.id
    unsent = CouncilSending.stage.in_(UNSENT)
    db.session.execute(delete(CouncilSending).where(its, unsent))
    on_its_way = CouncilSending.stage != Stage.SENT
    left = {"stage": Stage.LEFT, "next_at": None}
    db.session.execute(update(CouncilSending).where(its, on_its_way).values(left))
    gone = {"council_id": None, "next_at": None}
    db.session.execute(update(CouncilSending).where(its).values(gone))
    for model in (CouncilReport, CouncilCategory, CouncilService):
        db.session.execute(delete(model).where(model.council_id == council.id))
    _note(verbs.REMOVED, council, by)
    db.session.delete(council)


def map_category(
    council: Council, by: Actor, *, category: str, code: str, answers: dict[str, str]
) -> None:
    """Let people send posts of a category to one service of a council, from now on.

    Raises Invalid for a service that can't be used, or one of whose questions has no
    answer.
    """
    require(by, "council.map", council)
    service = queries.service(council.id, code)
    if service.fault:
        raise Invalid(service.fault, "service")
    check_answers(service.questions, answers)
    put(
        CouncilCategory,
        ["area_id", "category"],
        area_id=council.area_id,
        category=category,
        council_id=council.id,
        service_code=code,
        answers=answers,
    )
    _note(verbs.MAPPED, council, by, category=category)


def check_answers(questions: list[dict[str, Any]], answers: dict[str, str]) -> None:
    """Raises Invalid where something that the service needs has no answer, or one that
    it does not offer."""
    for question in questions:
        answer = answers.get(question["code"], "")
        offered = [value for value, _name in question["values"]]
        is_odd = bool(answer and offered) and answer not in offered
        if is_odd or (question["required"] and not answer):
            wrong = _("“%(question)s” needs an answer.", question=question["words"])
            raise Invalid(wrong, "service")


def unmap(council: Council, by: Actor, category: str) -> None:
    """Send no further posts of a category to a council."""
    require(by, "council.map", council)
    this = (
        CouncilCategory.council_id == council.id,
        CouncilCategory.category == category,
    )
    if not db.session.execute(delete(CouncilCategory).where(*this)).rowcount:  # type: ignore[attr-defined]
        raise Conflict(_("Nothing of it goes to this council."))
    _note(verbs.MAPPED, council, by, category=category)


def show_reports(council: Council, by: Actor, *, shows: bool) -> None:
    """List what others reported to a council, or no longer; then what was read goes,
    but for what was hidden: it stays so when they are listed again."""
    require(by, "council.map", council)
    council.shows_reports = shows
    council.reports_asked_at = None
    ask_for("council reports")
    if not shows:
        its = CouncilReport.council_id == council.id
        shown = CouncilReport.hidden_at.is_(None)
        db.session.execute(delete(CouncilReport).where(its, shown))
    _note(verbs.CHANGED, council, by)


def hide_report(report: CouncilReport, by: Actor) -> None:
    """Show no longer what a council published, also when it is read again."""
    require(by, "council.map", report)
    report.hidden_at = clock.now()
    area = fresh(Area, report.area_id)
    topics = [f"area-{area.id}"]
    record(verbs.REPORT_HIDDEN, area, by=by, topics=topics, report=report.id)


def _note(verb: Verb, council: Council, by: Actor, **facts: Any) -> None:
    area = fresh(Area, council.area_id)
    topics = [f"area-{area.id}"]
    record(verb, area, by=by, topics=topics, council=council.id, **facts)
