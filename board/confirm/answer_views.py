"""The page of a mail's answer: one button, and nothing before it is pressed."""

from flask import Blueprint, make_response, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.models import Person
from board.accounts.queries import has_account, kept_out
from board.accounts.session import open_to_visitors
from board.confirm import answers
from board.confirm.actions import is_used, use_up
from board.db import fresh, write_tx
from board.errors import BoardError, LinkOver
from board.forms import BoardForm

bp = Blueprint("answers", __name__)


@bp.route("/mail/answer/<token>", methods=["GET", "POST"])
@open_to_visitors
def answer(token: str) -> Response:
    """Reading shows the button; its press does it, once, and signs nobody in."""
    found = answers.read(token)
    if found is None or not has_account(found[0]):
        text = _(
            "This link is too old, or not whole. You can answer on the page itself."
        )
        raise LinkOver(text, "/me", _("My week"))
    person_id, answer, thing_id = found
    given = {"answer": answer, "title": answer.title_of(thing_id)}
    given |= {"address": f"{answer.path}/{thing_id}", "at": f"/mail/answer/{token}"}
    if is_used(token):
        return _page(given, 200, _("You answered this already."))
    if late := answer.too_late(thing_id):
        return _page(given, 409, late)
    if not BoardForm().validate_on_submit():
        return _page(given, 200)
    try:
        with write_tx():
            if use_up(token):
                by = fresh(Person, person_id)
                by.kept_out = kept_out(person_id)
                answer.act(thing_id, by)
    except BoardError as wrong:
        return _page(given, wrong.code, str(wrong.text))
    return htmx.gone_to(str(given["address"]), str(answer.done))


def _page(given: dict[str, object], status: int, message: str = "") -> Response:
    page = render_template("confirm/answer.html", message=message, **given)
    return make_response(page, status)
