"""Who asks to come to somebody's home, over HTTP: its host or an organiser answers."""

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.db import AnyRow, write_tx
from board.errors import Conflict, NotFound
from board.events import attendance_queries, queries, welcome
from board.events.models import AttendanceState, Kind
from board.forms import row_number
from board.policy import require

bp = Blueprint("welcome", __name__, url_prefix="/events/<int:event_id>")


def _here(event_id: int) -> AnyRow:
    event = queries.card(event_id, current_person())
    require(current_person(), "event.welcome", event)
    if event.kind != Kind.HOUSE_MEETING:
        raise NotFound
    return event


@bp.route("/guests", methods=["GET", "POST"])
def guests(event_id: int) -> Response:
    event = _here(event_id)
    if request.method == "POST":
        return _answer(event_id)
    rows = attendance_queries.guests(event_id, event.area_id)
    given = {
        "event": event,
        "asking": [row for row in rows if row.state == AttendanceState.ASKED],
        "coming": [row for row in rows if row.state != AttendanceState.ASKED],
    }
    return make_response(render_template("events/guests.html", **given))


def _answer(event_id: int) -> Response:
    """One of them, or all who are ticked, are welcome or not; or one is the host."""
    verb = next((name for name in ("no", "host") if name in request.form), "yes")
    one = row_number(request.form.get(verb, ""))
    people = [one] if one else list(map(row_number, request.form.getlist("person")))
    if not people:
        raise Conflict(_("Tick whom you answer first."))
    with write_tx():
        event = queries.get(event_id)
        by = signed_in()
        if verb == "host":
            welcome.set_host(event, by, one)
        elif verb == "no":
            welcome.say_no(event, by, people)
        else:
            welcome.say_yes(event, by, people)
    message = _("Saved, and whom it concerns is told.")
    return htmx.gone_to(f"/events/{event_id}/guests", message)
