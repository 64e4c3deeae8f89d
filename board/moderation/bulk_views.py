"""Deciding on several cases at once, over HTTP."""

from typing import Any

from flask import Blueprint, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import signed_in
from board.db import write_tx
from board.errors import Invalid, NotAllowed
from board.forms import row_number
from board.moderation import bulk_actions, queries
from board.moderation.bulk_actions import Choice
from board.moderation.case_views import end_of
from board.moderation.forms import SeveralForm
from board.moderation.models import Case
from board.moderation.rules import based_on
from board.moderation.targets import find

MOST = 50
bp = Blueprint("bulk", __name__, url_prefix="/moderation")


@bp.route("/several", methods=["GET", "POST"])
def several() -> Response:
    """What was ticked in the queue, with what else its authors wrote; then one decision
    for all of it."""
    cases = _ticked()
    if not cases:
        return htmx.gone_to("/moderation", _("Tick what you want to decide on."))
    form = SeveralForm()
    if not form.validate_on_submit():
        return _page(cases, form)
    basis = based_on(form.rule.data or "", form.reason.data or "")
    until = end_of(form.until.data) if form.until.data else None
    numbers, choice = [case.id for case in cases], Choice(form.act.data)
    try:
        with write_tx():
            said = bulk_actions.decide_all(numbers, signed_in(), choice, basis, until)
    except Invalid as wrong:
        form.refuse(wrong)
        return _page(cases, form)
    done, left = said
    message = _("%(done)s decisions, each with its line in the log.", done=done)
    if left:
        message += " " + _("%(left)s were left: somebody else decided.", left=left)
    return htmx.gone_to("/moderation", message)


def _ticked() -> list[Case]:
    """Those of the cases that a request names that wait for whoever asks."""
    person = signed_in()
    if not (person.is_operator or person.organises_somewhere):
        raise NotAllowed
    named = [row_number(text) for text in request.values.getlist("case")[:MOST]]
    return [
        case for case in queries.cases(named) if bulk_actions.waits_for(case, person)
    ]


def _page(cases: list[Case], form: SeveralForm) -> Response:
    person, rows = signed_in(), []
    for case in cases:
        row: dict[str, Any] = {"case": case, "target": find(case.kind, case.thing_id)}
        row["author"] = queries.person(case.author_id)
        row["others"] = [
            other
            for other in bulk_actions.written_lately(case, person)
            if (other.kind, other.id) != (case.kind, case.thing_id)
        ]
        rows.append(row)
    return htmx.form_page("moderation/several.html", form, rows=rows)
