"""Who came, over HTTP: the register at the door, its sheet of paper, who brought whom.

For organisers.
"""

from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.db import write_tx
from board.errors import Invalid, NotFound
from board.events import attendance_queries, queries
from board.events.forms import NONE, LeadersForm, RegisterForm, marks, promises
from board.events.models import Event
from board.events.register import set_leaders, update_register
from board.forms import row_number
from board.policy import require

bp = Blueprint("event_register", __name__, url_prefix="/events/<int:event_id>")
EMPTY_LINES = 12  # of the printed sheet


def _mine(event_id: int) -> Event:
    event = queries.get(event_id)
    require(current_person(), "event.register", event)
    return event


def _given(event: Event) -> dict[str, Any]:
    rows = attendance_queries.register(event.id)
    return {
        "event": event,
        "rows": rows,
        "leaders": attendance_queries.turnout(event.id),
        "came": sum(row.came for row in rows),
    }


@bp.route("/register", methods=["GET", "POST"])
def register(event_id: int) -> Response:
    event = _mine(event_id)
    form = RegisterForm()
    leaders = ((str(row.id), row.name) for row in attendance_queries.turnout(event_id))
    form.brought_by.offer([(NONE, _("They came on their own")), *leaders])
    if "tick" in request.form:
        return _tick(event_id)
    if not form.validate_on_submit():
        return htmx.form_page("events/register.html", form, **_given(event))
    brought_by = row_number(form.brought_by.data) or None
    changed: dict[str, Any] = {
        "marks": marks(request.form),
        "newcomers": form.people,
        "leader_id": brought_by,
    }
    try:
        with write_tx():
            update_register(queries.get(event_id), signed_in(), **changed)
    except Invalid as wrong:
        form.refuse(wrong)
        return htmx.form_page("events/register.html", form, **_given(event))
    return htmx.gone_to(
        f"/events/{event_id}/register", _("Noted. Thank you for keeping the list.")
    )


def _tick(event_id: int) -> Response:
    """One line was ticked by a press: note it at once, and answer with the line."""
    with write_tx():
        update_register(queries.get(event_id), signed_in(), marks=marks(request.form))
    given = _given(queries.get(event_id))
    ticked = row_number(request.form["tick"])
    row = next((row for row in given["rows"] if row.id == ticked), None)
    if row is None:
        raise NotFound
    line = render_template("events/_line.html", row=row, oob=True, **given)
    return htmx.done(f"/events/{event_id}/register", lambda: line)


@bp.get("/sheet")
def sheet(event_id: int) -> str:
    return render_template(
        "events/sheet.html", **_given(_mine(event_id)), empty_lines=EMPTY_LINES
    )


@bp.route("/turnout", methods=["GET", "POST"])
def turnout(event_id: int) -> Response:
    event = _mine(event_id)
    form = LeadersForm()
    if not form.validate_on_submit():
        return htmx.form_page("events/turnout.html", form, **_given(event))
    fields: dict[str, Any] = {
        "promised": promises(request.form),
        "name": form.name.data,
        "number": form.number.data or 0,
    }
    try:
        with write_tx():
            set_leaders(queries.get(event_id), signed_in(), **fields)
    except Invalid as wrong:
        form.refuse(wrong)
        return htmx.form_page("events/turnout.html", form, **_given(event))
    return htmx.gone_to(f"/events/{event_id}/turnout", _("Noted."))
