"""Deciding on several cases at once, over HTTP."""

from typing import Any

from flask import Blueprint, request
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import signed_in
from board.db import write_tx
from board.errors import Invalid, NotAllowed
from board.forms import row_number
from board.moderation import bulk_actions, queries
from board.moderation.bulk_actions import Choice
from board.moderation.case_views import end_of
from board.moderation.finding import find
from board.moderation.forms import SeveralForm
from board.moderation.rules import based_on

MOST = 50
bp = Blueprint("bulk", __name__, url_prefix="/moderation")


@bp.route("/several", methods=["GET", "POST"])
def several() -> Response:
    """What was ticked in the queue, with what else its authors wrote; then one decision
    for all of it."""
    numbers = _ticked()
    if not numbers:
        return htmx.gone_to("/moderation", _("Tick what you want to decide on."))
    if len(numbers) > MOST:
        too_many = _("Decide on at most %(num)s at once.", num=MOST)
        return htmx.gone_to("/moderation", too_many)
    form = SeveralForm()
    if not form.validate_on_submit():
        return _page(numbers, form)
    basis = based_on(form.rule.data or "", form.reason.data or "")
    until = end_of(form.until.data) if form.until.data else None
    choice = Choice(form.act.data)
    try:
        with write_tx():
            said = bulk_actions.decide_all(numbers, signed_in(), choice, basis, until)
    except Invalid as wrong:
        form.refuse(wrong)
        return _page(numbers, form)
    done, left = said
    message = ngettext(
        "%(num)s decision, with its line in the log.",
        "%(num)s decisions, each with its line in the log.",
        done,
    )
    return htmx.gone_to("/moderation", f"{message} {_left(left)}".strip())


def _ticked() -> list[int]:
    """The numbers of the cases that a request names, each once."""
    person = signed_in()
    if not (person.is_operator or person.organises_somewhere):
        raise NotAllowed
    return sorted({row_number(text) for text in request.values.getlist("case")})


def _left(number: int) -> str:
    """What is said of cases that wait no longer."""
    if not number:
        return ""
    words = ngettext(
        "%(num)s was left: it does not wait for you any more.",
        "%(num)s were left: they do not wait for you any more.",
        number,
    )
    return str(words)


def _page(numbers: list[int], form: SeveralForm) -> Response:
    """Those of the cases that wait for whoever asks, and the form."""
    person = signed_in()
    rows = []
    named = queries.cases(numbers)
    cases = [case for case in named if bulk_actions.waits_for(case, person)]
    left = _left(len(numbers) - len(cases))
    if not cases:
        return htmx.gone_to("/moderation", left)
    for case in cases:
        row: dict[str, Any] = {"case": case, "target": find(case.kind, case.thing_id)}
        row["author"] = queries.person(case.author_id)
        row["others"] = [
            other
            for other in bulk_actions.written_lately(case, person)
            if (other.kind, other.id) != (case.kind, case.thing_id)
        ]
        rows.append(row)
    return htmx.form_page("moderation/several.html", form, rows=rows, left=left)
