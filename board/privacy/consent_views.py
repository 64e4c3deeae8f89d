"""What a person agreed to, over HTTP: shown, and taken back."""

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.consent_actions import SHOWN_NAME, of_person
from board.accounts.session import signed_in
from board.db import write_tx
from board.privacy.consent_actions import hide_name

bp = Blueprint("consents", __name__)


@bp.route("/me/consents", methods=["GET", "POST"])
def mine() -> Response:
    """All of it; a press takes one back."""
    me = signed_in()
    if request.method == "POST":
        with write_tx():
            hide_name(signed_in())
        message = _("Taken back. Others see “A resident” where your name stood.")
        return htmx.gone_to("/me/consents", message)
    given = {"consents": of_person(me.id), "shown": SHOWN_NAME}
    return make_response(render_template("privacy/consents.html", **given))
