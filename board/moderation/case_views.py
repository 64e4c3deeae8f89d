"""Cases over HTTP: the queue, and what is decided on a case."""

from datetime import date, datetime, time, timedelta

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.db import write_tx
from board.drawing import zone
from board.errors import Conflict, Invalid, NotAllowed, NotFound
from board.forms import row_number
from board.moderation import case_actions, queries, queue_queries
from board.moderation.case_page_views import decision_form, page, possible
from board.moderation.decisions import Decision
from board.moderation.finding import find
from board.moderation.forms import REASONS, DecisionForm, EditForm
from board.moderation.rules import based_on
from board.moderation.target_lists import words_of
from board.moderation.texts import BODY
from board.policy import require

bp = Blueprint("moderation", __name__, url_prefix="/moderation")


@bp.get("")
def queue() -> str:
    """What waits for whoever moderates, urgent things first."""
    person = signed_in()
    if not (person.is_operator or person.organises_somewhere):
        raise NotAllowed
    after = row_number(request.args.get("after", ""))
    urgent = request.args.get("urgent") != "no"
    found = queue_queries.queue(person, after, urgent)
    shown = found[: queue_queries.PAGE]
    numbers = [case.id for case in shown]
    return render_template(
        "moderation/queue.html",
        cases=shown,
        words=words_of(shown),
        reasons=queue_queries.reasons_of(numbers),
        looking=queue_queries.looking(numbers),
        why=REASONS,
        more=shown[-1] if len(found) > queue_queries.PAGE else None,
        areas=queue_queries.areas_of(person),
    )


@bp.get("/cases/<int:case_id>")
def show(case_id: int) -> Response:
    return page(queries.get(case_id))


@bp.post("/cases/<int:case_id>/open")
def open_case(case_id: int) -> Response:
    """Say that one looks at it, and go there."""
    with write_tx():
        case_actions.open_case(queries.get(case_id), signed_in())
    return htmx.gone_to(f"/moderation/cases/{case_id}")


@bp.post("/cases/<int:case_id>/decide")
def decide(case_id: int) -> Response:
    case = queries.get(case_id)
    target = find(case.kind, case.thing_id)
    require(current_person(), "moderation.decide", case)
    form = decision_form(case, target)
    try:
        # before what was chosen is judged by what can be chosen now
        case_actions.check_seen(case, form.version.data or 0)
        if not form.validate():
            return page(case, 422, form=form)
        with write_tx():
            case_actions.decide(
                find(case.kind, case.thing_id),
                signed_in(),
                _decision(form),
                version=form.version.data or 0,
            )
    except Invalid as wrong:
        form.refuse(wrong)
        return page(queries.get(case_id), 422, form=form)
    except Conflict as late:
        return _too_late(case_id, form, late)
    return htmx.gone_to("/moderation", said())


def _too_late(case_id: int, form: DecisionForm, late: Conflict) -> Response:
    """Somebody was first: the case as it is now, and what was typed."""
    now = queries.get(case_id)
    form.version.data = now.version
    form.version.raw_data = None
    form.offer_acts(possible(now, find(now.kind, now.thing_id)))
    return page(now, 409, late.text, form)


def said() -> str:
    """What a moderator reads after a decision."""
    return str(
        _("Decided. Those it concerns are told, and it stands in the public log.")
    )


def end_of(day: date) -> datetime:
    """The midnight with which a day of the board is over."""
    return datetime.combine(day + timedelta(days=1), time(), zone())


def _decision(form: DecisionForm) -> Decision:
    basis = based_on(form.rule.data or "", form.reason.data or "")
    until = form.until.data and end_of(form.until.data)
    return Decision(form.act.data, basis, until, form.reach.data or "area")


@bp.route("/cases/<int:case_id>/edit", methods=["GET", "POST"])
def edit(case_id: int) -> Response:
    """Change what it says; what it said before is kept."""
    case = queries.get(case_id)
    require(current_person(), "moderation.decide", case)
    target = find(case.kind, case.thing_id)
    if case.kind not in BODY:
        raise NotFound
    form = EditForm(data={"body": target.text, "version": case.version})
    given = {"case": case, "target": target}
    if not form.validate_on_submit():
        return htmx.form_page("moderation/edit.html", form, **given)
    basis = based_on(form.rule.data, form.reason.data or "")
    decision = Decision("edit", basis, text=form.body.data or "")
    version = form.version.data or 0
    try:
        with write_tx():
            now = find(case.kind, case.thing_id)
            case_actions.decide(now, signed_in(), decision, version=version)
    except Conflict as late:
        newest = queries.get(case_id).version
        return htmx.late_page("moderation/edit.html", form, late.text, newest, **given)
    return htmx.gone_to("/moderation", said())
