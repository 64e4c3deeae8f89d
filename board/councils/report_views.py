"""What councils published of an area over HTTP: a list, labelled as theirs."""

import json
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.session import current_person, signed_in
from board.areas import queries as areas
from board.councils import actions, report_queries
from board.db import AnyRow, write_tx
from board.drawing import full
from board.errors import NotFound
from board.forms import row_number
from board.pages import cached
from board.policy import require

bp = Blueprint("council_reports", __name__, url_prefix="/areas/<slug>/council")
STATES = ("open", "closed")


@bp.get("")
def index(slug: str) -> Response:
    """The newest first, all of them or those that are open, or closed."""
    area = areas.by_slug(slug)
    if not cached(report_queries.shows_reports, area.id):
        raise NotFound
    state = request.args.get("state", "")
    state = state if state in STATES else ""
    after, first = (row_number(request.args.get(name, "")) for name in ("after", "at"))
    rows = cached(report_queries.reports, area.id, state, after, first)
    shown = rows[: report_queries.PAGE]
    at = f"/areas/{slug}/council"
    more = {"after": shown[-1].id} if len(rows) > report_queries.PAGE else {}
    filtered = {"state": state} if state else {}
    page = render_template(
        "councils/reports.html",
        area=area,
        rows=shown,
        state=state,
        say_here=say_it_here,
        next=f"{at}?{urlencode(filtered | more)}" if more else "",
        first=f"{at}?{urlencode(filtered)}" if after or first else "",
    )
    return make_response(page)


@bp.get("/reports.geojson")
def pins(slug: str) -> Response:
    """Points for the map, of the newest of them."""
    area = areas.by_slug(slug)
    if not cached(report_queries.shows_reports, area.id):
        raise NotFound
    rows = cached(report_queries.on_map, area.id)
    found = {"type": "FeatureCollection", "features": [_pin(slug, row) for row in rows]}
    return make_response(json.dumps(found), {"Content-Type": "application/geo+json"})


def _pin(slug: str, row: AnyRow) -> dict[str, Any]:
    where = {"type": "Point", "coordinates": [row.longitude, row.latitude]}
    said = {
        "title": f"{row.council}: {row.service}",
        "state": row.state,
        "number": row.request_id,
        "url": full(f"/areas/{slug}/council?at={row.id}"),
    }
    return {"type": "Feature", "id": row.id, "geometry": where, "properties": said}


def say_it_here(slug: str, row: AnyRow) -> str:
    """The address of the form for a post, with what the council's report says."""
    known = {"council": row.council, "number": row.request_id}
    source = _("%(council)s has this under number %(number)s.", **known)
    given = {
        "area": slug,
        "title": row.words.partition("\n")[0][:120] or row.service,
        "body": f"{row.words[:600]}\n\n{source}",
        "place": row.place[:200],
    }
    if row.latitude is not None and row.longitude is not None:
        given |= {"latitude": row.latitude, "longitude": row.longitude}
    return f"/issues/new?{urlencode(given)}"


@bp.post("/<int:report_id>/hide")
def hide(slug: str, report_id: int) -> Response:
    """Show it here no longer."""
    area = areas.by_slug(slug)
    require(current_person(), "council.map", area)
    with write_tx():
        report = report_queries.report(report_id)
        if report.area_id != area.id:
            raise NotFound
        actions.hide_report(report, signed_in())
    return htmx.gone_to(f"/areas/{slug}/council", _("It is not shown here any more."))
