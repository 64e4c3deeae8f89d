"""Drawing a case: for its moderators, its author and whoever flagged it, with the forms
of what can be decided as it stands."""

from typing import Any

from flask import make_response, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board.accounts.session import signed_in
from board.db import CanBeClosed
from board.errors import NotFound
from board.moderation import measure_queries, queries, queue_queries
from board.moderation.appeal_actions import lesser, may_appeal
from board.moderation.finding import find
from board.moderation.forms import REASONS, AnswerForm, DecisionForm
from board.moderation.models import Case, State
from board.moderation.rules import named
from board.moderation.targets import Target
from board.moderation.texts import BODY
from board.policy import allowed


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
    given["measures"] = measure_queries.measures_of(case.id)
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
        "looking": queue_queries.looking([case.id]).get(case.id, {}),
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
