"""Requests over HTTP: asked with one press, answered with one."""

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.limits import MAILS
from board.accounts.session import current_person, signed_in
from board.accounts.write_limits import limited
from board.db import write_tx
from board.errors import Conflict, Invalid, NotFound
from board.forms import row_number
from board.people import queries, request_actions, request_queries
from board.people.forms import AskForm, LaterForm
from board.people.places import askable
from board.people.request_models import Reply
from board.policy import require

bp = Blueprint("requests", __name__)
MINE = "/me/requests"


@bp.get(MINE)
def mine() -> Response:
    return _page()


def _page(status: int = 200, message: str = "") -> Response:
    person = signed_in()
    lists = {
        "waiting": request_queries.WAITING,
        "answered": request_queries.ANSWERED,
        "by_me": request_queries.ASKED_BY_ME,
    }
    given = {
        name: request_queries.of_person(statement, person)
        for name, statement in lists.items()
    }
    page = render_template("people/requests.html", message=message, **given)
    return make_response(page, status)


@bp.post("/requests")
@limited(MAILS)
def ask() -> Response:
    """Ask the person of the form for the thing that it names."""
    by = current_person()
    kind = request.form.get("kind", "")
    number = request.form.get("id", "")
    try:
        what = askable(kind)
    except LookupError:
        raise NotFound from None
    thing = what.thing(row_number(number), signed_in())
    require(by, "person.ask", thing)
    person = queries.shown(row_number(request.form.get("person", "")), by)
    form = AskForm()
    try:
        if not form.validate():
            raise Invalid(str(form.words.errors[0]), "words")
        with write_tx():
            words = form.words.data or ""
            request_actions.ask(person, signed_in(), kind, thing.id, words)
    except (Conflict, Invalid) as obstacle:
        obstacle.way = (what.address(thing), _("Back to what you ask for"))
        raise
    message = _("%(name)s is asked. You hear what they say.", name=person.name)
    return htmx.gone_to(what.address(thing), message)


@bp.post("/requests/<int:request_id>/answer")
def answer(request_id: int) -> Response:
    person = signed_in()
    row = request_queries.one(request_id, person)
    reply = request.form.get("answer", "")
    form = LaterForm()
    if reply not in list(Reply) or not form.validate():
        return _page(422, _("Press one of the answers; a day is such as 2026-05-31."))
    try:
        with write_tx():
            request_actions.answer(row.id, person, Reply(reply), form.on.data)
    except (Conflict, Invalid) as late:
        return _page(late.code, late.text)
    if reply == Reply.YES:
        return htmx.gone_to(MINE, _("Thank you. Whoever asked is told."))
    return htmx.gone_to(MINE, _("That is fine. Whoever asked is told."))
