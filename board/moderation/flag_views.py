"""Flagging over HTTP, signed in or not."""

from typing import Any

from flask import Blueprint, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.limits import FLAGS
from board.accounts.session import current_person, open_to_visitors
from board.accounts.throttle import ask_to_wait, check_mails
from board.accounts.write_limits import limited
from board.db import write_tx
from board.errors import LinkOver, NotFound
from board.forms import BoardForm, row_number
from board.moderation import flag_actions, reading, targets
from board.moderation.forms import FlagForm
from board.photos import queries as pictures
from board.text import tidy

bp = Blueprint("flags", __name__, url_prefix="/flag")


@bp.route("", methods=["GET", "POST"])
@open_to_visitors
@limited(FLAGS)
def flag() -> Response:
    """The form about the thing that the address or the form names."""
    kind, number = (tidy(request.values.get(name, "")) for name in ("kind", "id"))
    target = reading.look_at(kind, row_number(number), current_person())
    form = _form(target)
    owner = f"{kind}-{target.id}"
    shown = pictures.of([owner]).get(owner, ()) if kind != "photo" else ()
    given = {"target": target, "kinds": targets.KINDS, "pictures": shown}
    if not form.validate_on_submit():
        return htmx.form_page("moderation/flag.html", form, **given)
    person = current_person()
    email = "" if person else form.email.data or ""
    if email and (wait := check_mails(email)):
        return ask_to_wait("moderation/flag.html", form, wait, **given)
    said: dict[str, Any] = {
        "reason": form.reason.data,
        "about_author": "about" in form and form.about.data == "author",
        "note": form.note.data or "",
        "email": email,
    }
    with write_tx():
        found = reading.look_at(kind, target.id, person)
        flag_actions.flag(found, person, once=form.key, **said)
    return htmx.gone_to("/flag/thanks")


def _form(target: targets.Target) -> FlagForm:
    """The form; whether it is about the author is asked where somebody wrote it."""
    form = FlagForm()
    if target.author_id is None or target.kind == "person":
        del form.about
    return form


@bp.get("/thanks")
def thanks() -> str:
    """It is taken, and what happens now."""
    return render_template("moderation/thanks.html")


@bp.route("/<token>", methods=["GET", "POST"])
@open_to_visitors
def confirm(token: str) -> Response:
    """Whoever has the mail says that they want to hear; reading the page does
    nothing."""
    form = BoardForm()
    if not flag_actions.is_known(token):
        text = _("This link was used already, or its flag is closed.")
        raise LinkOver(text, "/rules", _("Read the rules"))
    if not form.validate_on_submit():
        return htmx.form_page("moderation/confirm_flag.html", form, at=f"/flag/{token}")
    try:
        with write_tx():
            flag_actions.confirm(token)
    except NotFound:
        return htmx.gone_to("/flag/thanks")
    return htmx.gone_to("/", _("You will hear from us what came of it."))
