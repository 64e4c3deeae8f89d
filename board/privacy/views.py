"""What is held about people, over HTTP: the page that says it, one's own copy, and
deleting one's account."""

import secrets
from collections import defaultdict
from typing import Any

from flask import (
    Blueprint,
    make_response,
    render_template,
    request,
    session,
    stream_with_context,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import clock, htmx
from board.accounts import queries as accounts
from board.accounts.leaving import leave_nothing
from board.accounts.proof_views import is_fresh, is_proved
from board.accounts.session import signed_in
from board.complaints.words import ICO
from board.db import write_tx
from board.errors import Conflict, NotFound
from board.jobs import actions as jobs
from board.jobs.run import wake
from board.privacy import actions, copy_actions, copy_queries, queries
from board.privacy.cleaning import clean
from board.privacy.copy_queries import Whose
from board.privacy.forms import DeleteForm
from board.privacy.held import HELD, Held
from board.privacy.purposes import Erase, Purpose

bp = Blueprint("privacy", __name__)
STAYS = (Erase.NUMBER, Erase.ENDS, Erase.CHOICE, Erase.KEPT)


@bp.get("/privacy")
def privacy() -> str:
    """What is held, what for and how long, drawn from the table that the board itself
    goes by."""
    by_purpose: dict[Purpose, list[Held]] = defaultdict(list)
    for held in HELD:
        said = [other.about for other in by_purpose[held.purpose]]
        if held.about not in said:
            by_purpose[held.purpose].append(held)
    given = {"by_purpose": by_purpose, "regulator": ICO}
    return render_template("privacy/privacy.html", **given)


@bp.route("/me/export", methods=["GET", "POST"])
def export() -> Response:
    """Ask for the copy, see whether it is made, and load it."""
    me = signed_in()
    if request.method == "POST":
        with write_tx():
            copy_actions.ask(signed_in().id, secrets.token_urlsafe(32))
            jobs.ask_for("copies")
        wake.set()
        message = _("Asked for. It takes about a minute.")
        return htmx.gone_to("/me/export", message)
    found = copy_queries.copy_of(me.id)
    given = {"copy": found if found and found.until > clock.now() else None}
    return make_response(render_template("privacy/export.html", **given))


@bp.get("/me/export/<token>.zip")
def load(token: str) -> Response:
    """The file, for whoever asked for it: the address alone opens nothing."""
    found = copy_queries.copy_of(signed_in().id)
    if found is None or not found.ready_at or found.until <= clock.now():
        raise NotFound
    if not secrets.compare_digest(token.encode(), found.token.encode()):
        raise NotFound
    pieces = stream_with_context(copy_queries.parts_of(found.id))
    answer = Response(pieces, mimetype="application/zip")
    answer.headers["Content-Disposition"] = "attachment; filename=about-me.zip"
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.route("/me/delete", methods=["GET", "POST"])
def delete() -> Response:
    """What goes and what stays is shown first; then it is done, once the person has
    shown that it is them."""
    me = accounts.account(signed_in().id)
    form = DeleteForm()
    refused = actions.refusal(me.id)
    counted = queries.counted(Whose(me.id, me.email))
    given: dict[str, Any] = {
        "me": me,
        "fresh": is_fresh(),
        "refused": refused,
        "stays": [(held, n) for held, n in counted if held.erase in STAYS],
        "goes": [(held, n) for held, n in counted if held.erase not in STAYS],
    }
    if refused and request.method == "POST":
        raise Conflict(refused)
    if not (form.validate_on_submit() and is_proved(form, me)):
        return htmx.form_page("privacy/delete.html", form, **given)
    with write_tx():
        left = actions.erase(signed_in().id, form.goes)
    clean(left)
    session.clear()
    return leave_nothing(htmx.gone_to("/", _("Your account is deleted. Go well.")))
