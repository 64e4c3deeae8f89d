"""Calendars over HTTP: of all events, an area, one event, and a person's own under a
secret address."""

import secrets
from datetime import timedelta

from flask import Blueprint, current_app, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import clock, htmx
from board.accounts.session import signed_in
from board.areas import queries as areas
from board.db import AnyRow, write_tx
from board.drawing import full, locale, speaking, today
from board.events import calendar_address, calendar_queries, lists, queries
from board.events.calendars import NO_PLACE, calendar
from board.events.views import wanted

bp = Blueprint("calendars", __name__)
MOST = 500
BACK = timedelta(days=62)  # so long what has been stays in a calendar


def _answer(body: bytes, **headers: str) -> Response:
    return make_response(
        body, {"Content-Type": "text/calendar; charset=utf-8"} | headers
    )


@bp.get("/events.ics")
def events() -> Response:
    chosen, when = wanted()
    since = today() if when else today() - BACK
    rows = lists.listed(None, since, **chosen, limit=MOST)[:MOST]
    return _answer(calendar(current_app.config["BOARD"].site_name, rows))


@bp.get("/areas/<slug>.ics")
def area(slug: str) -> Response:
    here = areas.by_slug(slug)
    since = today() - BACK
    rows = lists.listed(None, since, area=slug, limit=MOST)[:MOST]
    return _answer(calendar(here.name, rows, calendar_queries.shifts(here.id, since)))


@bp.get("/events/<int:event_id>.ics")
def event(event_id: int) -> Response:
    row = queries.card(event_id, None)
    return _answer(calendar(row.title, [row]))


@bp.route("/me/calendar", methods=["GET", "POST"])
def mine() -> Response | str:
    """The person's own address, and a button that makes another."""
    person = signed_in()
    if request.method == "POST":
        with write_tx():
            calendar_address.new_address(signed_in(), secrets.token_urlsafe(24))
        return htmx.gone_to(
            "/me/calendar",
            _("This is your new address. An older one shows nothing any more."),
        )
    token = calendar_address.token_of(person.id)
    return render_template(
        "events/calendar.html",
        address=full(f"/me/calendar/{token}.ics") if token else "",
    )


@bp.get("/me/calendar/<token>.ics")
def personal(token: str) -> Response:
    """All a person holds, and for a while what they gave back.

    Nobody keeps a copy on the way: a new address ends the old one at once.
    """
    owner, language = calendar_address.owner_of(token)
    since = clock.now() - BACK
    parts = calendar_queries.parts_of(owner)

    def is_shown(kind: str, row: AnyRow) -> bool:
        part = parts.get((kind, row.id))
        lately_theirs = part is not None and part.had and part.at >= since
        return row.my_state not in NO_PLACE or lately_theirs

    events = [
        row
        for row in calendar_queries.events_of(owner, since)
        if is_shown("event", row)
    ]
    dated = calendar_queries.dated_tasks(owner, since.date())
    newest = {row.id: row for row in dated}
    tasks = [row for row in newest.values() if is_shown("task", row)]
    with speaking(language or locale()):
        body = calendar(_("My week"), events, tasks, parts)
    return _answer(body, **{"Cache-Control": "no-store"})
