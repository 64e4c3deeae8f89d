"""Events over HTTP: what is on, one of them, saying that one comes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import clock, htmx
from board.accounts.session import current_person, signed_in
from board.areas import queries as areas
from board.campaigns.places import QUESTIONS
from board.db import write_tx
from board.drawing import today
from board.errors import Conflict
from board.events import attendance, attendance_queries, lists, queries
from board.events.forms import KINDS
from board.events.models import AttendanceState, Event, Kind
from board.events.places import ON_PAGE
from board.forms import sensible
from board.live.regions import on_page_of
from board.policy import Actor, allowed

bp = Blueprint("events", __name__)
# days from today within which an event starts
WHEN = {"today": 0, "week": 7, "month": 31}
CURSOR = "%Y%m%dT%H%M%S"


def wanted() -> tuple[dict[str, Any], str]:
    """The list's filter from the query string, and the word for its time; a value we do
    not know counts as none."""
    given = request.args
    kind = given.get("kind", "")
    when = given.get("when", "")
    chosen: dict[str, Any] = {
        "area": given.get("area", "")[:60],
        "kind": kind if kind in list(Kind) else "",
        "until": today() + timedelta(days=WHEN[when]) if when in WHEN else None,
        "past": when == "past",
        "after": _position(given.get("after", "")),
    }
    return chosen, when if when in (*WHEN, "past") else ""


def _position(cursor: str) -> tuple[datetime, int] | None:
    try:
        moment, id = cursor.split(".")
        at = datetime.strptime(moment, CURSOR).replace(tzinfo=UTC)
        sensible(at)
        return at, int(id[:9])
    except ValueError:
        return None


@bp.get("/events")
def index() -> Response:
    chosen, when = wanted()
    rows = lists.listed(current_person(), today(), **chosen)
    more = len(rows) > lists.PAGE
    rows = rows[: lists.PAGE]
    next_page = f"{rows[-1].starts_at:{CURSOR}}.{rows[-1].id}" if more else ""
    given = {
        "page": {"rows": rows, "next": next_page},
        "chosen": chosen | {"when": when},
        "area_choices": areas.choices(),
        "kinds": KINDS,
        "now": clock.now(),
        "live_topics": ["events", *(f"event-{row.id}" for row in rows)],
    }
    return htmx.page_or_fragment("events/index.html", "events/_list.html", **given)


@bp.get("/events/<int:event_id>")
def show(event_id: int) -> Response:
    return _page(event_id)


def _page(event_id: int, status: int = 200, message: str = "") -> Response:
    given = _drawn(event_id, message) | {"live_topics": on_page_of("event", event_id)}
    given["questions"] = QUESTIONS.filling(given["event"], "event")
    given["parts"] = [draw(given["event"]) for draw in ON_PAGE]
    return make_response(render_template("events/show.html", **given), status)


def _drawn(event_id: int, message: str = "") -> dict[str, Any]:
    """One event for whoever asks, with the address where they may know it."""
    row = queries.card(event_id, current_person())
    knows = allowed(current_person(), "event.address", row)
    address = queries.address(event_id) if knows else ""
    given: dict[str, Any] = {"address": address, "message": message}
    at_home = row.kind == Kind.HOUSE_MEETING
    if at_home and allowed(current_person(), "event.welcome", row):
        given["asking"] = attendance_queries.asking(event_id)
    return {"event": row, "now": clock.now(), **given}


def _card(event_id: int, message: str = "") -> str:
    return render_template("events/_card.html", **_drawn(event_id, message))


def _act(
    event_id: int, verb: Callable[[Event, Actor], object], messages: dict[object, str]
) -> Response:
    """Do one thing to one's place and answer with the card; when it can't be done, 409
    and the card as it is now."""
    try:
        with write_tx():
            became = verb(queries.get(event_id), signed_in())
    except Conflict as late:
        if htmx.wants_fragment():
            return make_response(_card(event_id, late.text), 409)
        return _page(event_id, 409, late.text)
    message = messages.get(became, messages[None])
    return htmx.done(f"/events/{event_id}", lambda: _card(event_id), message)


@bp.post("/events/<int:event_id>/attend")
def attend(event_id: int) -> Response:
    return _act(
        event_id,
        attendance.attend,
        {
            None: _("You are on the list. You find it under My week."),
            AttendanceState.ASKED: _(
                "You have asked to come. You hear as soon as the host or an organiser "
                "answers."
            ),
        },
    )


@bp.post("/events/<int:event_id>/withdraw")
def withdraw(event_id: int) -> Response:
    return _act(
        event_id,
        attendance.withdraw,
        {None: _("You are off the list. Thank you for saying so in time.")},
    )
