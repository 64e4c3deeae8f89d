"""The language of pages and mails: kept with the person, and in a cookie of the
browser."""

from urllib.parse import urlsplit

from flask import Blueprint, current_app, flash, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx, languages, prefix
from board.accounts import actions
from board.accounts.session import current_person, open_to_visitors
from board.db import write_tx
from board.forms import local_path

bp = Blueprint("languages", __name__)


@bp.route("/language", methods=["GET", "POST"])
@open_to_visitors
def language() -> Response:
    """One press chooses; the page one came from is then in that language."""
    if request.method == "GET":
        return make_response(_page(_came_from()))
    chosen = request.form.get("locale", "")
    settings = current_app.config["BOARD"]
    if chosen not in settings.languages:
        flash(_("Pick one of these languages."), "error")
        return make_response(_page("/"), 422)
    if person := current_person():
        with write_tx():
            actions.choose_language(person, chosen)
    return languages.keep(chosen, settings, htmx.gone_to("/"))


def _page(way_back: str) -> str:
    return render_template("accounts/language.html", next=way_back)


def _came_from() -> str:
    """The page of ours they pressed the link on."""
    came = urlsplit(request.referrer or "")
    if came.netloc != request.host:
        return "/"
    path = prefix.without(current_app.config["BOARD"].prefix, came.path)
    return local_path(f"{path}?{came.query}".rstrip("?"), "/")
