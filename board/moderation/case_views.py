"""Cases over HTTP: the queue, a case for its moderators, its author and whoever
flagged it, and what is decided there."""

from datetime import date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.db import CanBeClosed, write_tx
from board.drawing import zone
from board.errors import Conflict, Invalid, NotAllowed, NotFound
from board.forms import row_number
from board.moderation import case_actions, measure_queries, queries
from board.moderation.appeal_actions import lesser, may_appeal
from board.moderation.case_actions import Decision
from board.moderation.forms import (
    REASONS,
    RULELESS,
    AnswerForm,
    DecisionForm,
    EditForm,
)
from board.moderation.models import Case, State
from board.moderation.rules import based_on, named
from board.moderation.target_lists import words_of
from board.moderation.targets import Target, find
from board.moderation.texts import BODY
from board.policy import allowed, require

bp = Blueprint("moderation", __name__, url_prefix="/moderation")


@bp.get("")
def queue() -> str:
    """What waits for whoever moderates, urgent things first."""
    person = signed_in()
    if not (person.is_operator or person.organises_somewhere):
        raise NotAllowed
    after = row_number(request.args.get("after", ""))
    urgent = request.args.get("urgent") != "no"
    found = queries.queue(person, after, urgent)
    shown = found[: queries.PAGE]
    numbers = [case.id for case in shown]
    return render_template(
        "moderation/queue.html",
        cases=shown,
        words=words_of(shown),
        reasons=queries.reasons_of(numbers),
        looking=queries.looking(numbers),
        why=REASONS,
        more=shown[-1] if len(found) > queries.PAGE else None,
        areas=queries.areas_of(person),
    )


@bp.get("/cases/<int:case_id>")
def show(case_id: int) -> Response:
    return page(queries.get(case_id))


def page(
    case: Case,
    status: int = 200,
    message: str = "",
    form: DecisionForm | None = None,
    answer: AnswerForm | None = None,
) -> Response:
    person = signed_in()
    if allowed(person, "moderation.queue", case):
        return _for_moderators(case, status, message, form, answer)
    if case.author_id == person.id and case.decision not in ("", "nothing"):
        template = "moderation/mine_case.html"
    elif queries.flagged_by(case.id, person):
        template = "moderation/flagged.html"
    else:
        raise NotFound
    target = find(case.kind, case.thing_id)
    given = {"case": case, "target": target, "rule": rule_of(case)}
    given |= {"may_appeal": may_appeal(case), "message": message}
    return make_response(render_template(template, **given), status)


def rule_of(case: Case) -> str:
    """The rule it was decided by, as people read it."""
    return named(case.rule, case.clause, case.rules_version)


def _for_moderators(
    case: Case,
    status: int,
    message: str,
    form: DecisionForm | None,
    answer: AnswerForm | None,
) -> Response:
    target = find(case.kind, case.thing_id)
    person = signed_in()
    given: dict[str, Any] = {
        "case": case,
        "target": target,
        "rule": rule_of(case),
        "reasons": REASONS,
        # whoever it is about does not read what others said of them
        "flags": [] if case.author_id == person.id else queries.flags(case.id),
        "author": queries.person(case.author_id),
        "history": queries.history(case),
        "looking": queries.looking([case.id]).get(case.id, {}),
        "earlier": queries.earlier(case.id),
        "measures": measure_queries.measures_of(case.id),
        "may_decide": allowed(person, "moderation.decide", case),
        "may_answer": case.state == State.APPEALED
        and allowed(person, "moderation.answer", case),
        "is_editable": case.kind in BODY,
        "form": form or decision_form(case, target, formdata=None),
        "answer": answer or answer_form(case, target, formdata=None),
        "message": message,
    }
    return make_response(render_template("moderation/case.html", **given), status)


def decision_form(case: Case, target: Target, **given: Any) -> DecisionForm:
    """The form with what can be decided about this thing now."""
    form = DecisionForm(data={"version": case.version}, **given)
    form.offer_acts(possible(case, target))
    if not signed_in().is_operator:
        form.reach.offer([("area", _("this area alone"))])
    return form


def possible(case: Case, target: Target) -> list[str]:
    """What can be decided about a thing as it stands."""
    if case.state == State.HELD:
        return ["accept", "hide"]
    acts = ["nothing"]
    if target.kind != "person":
        acts.append("restore" if target.hidden_at else "hide")
    if isinstance(target.page, CanBeClosed):
        acts.append("reopen" if target.page.closed_for else "close")
    if case.author_id is None:
        return acts
    acts.append("unwarn" if case.decision == "warn" else "warn")
    kinds = {row.kind for row in measure_queries.measures_of(case.id)}
    acts.append("unlimit" if "limit" in kinds else "limit")
    acts.append("unban" if "ban" in kinds else "ban")
    return acts


def answer_form(case: Case, target: Target, **given: Any) -> AnswerForm:
    """The form of a second person, with what could be decided instead."""
    form = AnswerForm(data={"version": case.version, "text": target.text}, **given)
    acts = lesser(case, target)
    form.offer_instead(acts, case.decision)
    if "edit" not in acts:
        del form.text
    if not {"ban", "limit"} & set(acts):
        del form.until
    return form


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
    form.version.data, form.version.raw_data = now.version, None
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
    if form.act.data in RULELESS:
        basis = basis._replace(rule=0, clause="")
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
