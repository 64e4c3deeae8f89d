"""For those who look after safety: where to tell of a weakness, and what browsers
report."""

import json
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, current_app, render_template, request

from board import clock
from board.accounts.limits import REPORTS
from board.accounts.session import current_person, open_to_programs
from board.accounts.write_limits import limited
from board.db import write_tx
from board.drawing import full
from board.page_headers import REPORTS_AT
from board.policy import require
from board.site import actions, queries

bp = Blueprint("edge", __name__)
LONGEST = 8 * 1024  # bytes of a report
# what a policy may name; anything else is counted as "other"
DIRECTIVES = frozenset(
    (
        "default-src",
        "img-src",
        "font-src",
        "connect-src",
        "media-src",
        "script-src",
        "script-src-elem",
        "script-src-attr",
        "style-src",
        "style-src-elem",
        "style-src-attr",
        "object-src",
        "frame-src",
        "worker-src",
        "manifest-src",
        "form-action",
        "base-uri",
        "frame-ancestors",
    )
)
KINDS = ("application/csp-report", "application/reports+json", "application/json")


@bp.get("/.well-known/security.txt")
def security_txt() -> Response:
    """RFC 9116; it is valid for 90 days from whenever it is read."""
    settings = current_app.config["BOARD"]
    until = clock.now() + timedelta(days=90)
    lines = [
        f"Contact: {settings.security_contact or full('/complaints')}",
        f"Expires: {until:%Y-%m-%dT00:00:00Z}",
        f"Preferred-Languages: {', '.join(settings.languages)}",
        f"Canonical: {full('/.well-known/security.txt')}",
    ]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@bp.post(REPORTS_AT)
@open_to_programs
@limited(REPORTS)
def csp_report() -> Response:
    """Count what a browser held up, by the rule alone."""
    if directive := _directive():
        with write_tx():
            actions.note_blocked(directive)
    return Response(status=204)


@bp.get("/operator/blocked")
def blocked() -> str:
    require(current_person(), "board.operate")
    return render_template("site/blocked.html", rows=queries.blocked())


def _directive() -> str:
    """The rule a report names; empty where it is none."""
    length = request.content_length or 0
    if request.mimetype not in KINDS or not 0 < length <= LONGEST:
        return ""
    try:
        said: Any = json.loads(request.get_data())
    except (ValueError, RecursionError):
        return ""
    report = said[0] if isinstance(said, list) and said else said
    if not isinstance(report, dict):
        return ""
    body = report.get("csp-report") or report.get("body")
    return _named_in(body) if isinstance(body, dict) else ""


def _named_in(body: dict[str, Any]) -> str:
    for name in ("effective-directive", "effectiveDirective", "violated-directive"):
        named = body.get(name)
        if isinstance(named, str) and named.strip():
            directive = named.split()[0]
            return directive if directive in DIRECTIVES else "other"
    return ""
