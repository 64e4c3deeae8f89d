"""Choosing how one is mailed about what happens: signed in, or by the link of a mail;
and stopping it with one press."""

from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.models import Person
from board.accounts.queries import has_account
from board.accounts.recipient_queries import email_of
from board.accounts.session import open_to_visitors, proven_by_address, signed_in
from board.activity.verbs import Kind
from board.confirm import signed
from board.db import fresh, write_tx
from board.errors import LinkOver
from board.mail.actions import try_address_again
from board.mail.queries import stopped
from board.notifications import choices
from board.notifications.forms import ChoicesForm
from board.notifications.letters import KINDS, choices_path
from board.notifications.models import Rhythm

bp = Blueprint("choices", __name__)


@bp.route("/me/notifications", methods=["GET", "POST"])
def mine() -> Response:
    """The choices of the person who asks."""
    person = signed_in()
    email = email_of(person.id)
    shown = {"email": email, "stopped": stopped(email)}
    return _choose(person.id, "/me/notifications", **shown)


@bp.post("/me/notifications/again")
def again() -> Response:
    """The address works again: mails are tried anew."""
    person = signed_in()
    with write_tx():
        try_address_again(fresh(Person, person.id).email)
    message = _("We send mails to your address again.")
    return htmx.gone_to("/me/notifications", message)


@bp.route("/mail/choices/<token>", methods=["GET", "POST"])
@open_to_visitors
def by_mail(token: str) -> Response:
    """The choices of the person to whom the link was mailed, who need not sign in."""
    person_id, _meant = _read("choices", token)
    return _choose(person_id, f"/mail/choices/{token}")


def _choose(person_id: int, at: str, **shown: Any) -> Response:
    form = ChoicesForm(choices.of(person_id))
    if not form.validate_on_submit():
        page = "notifications/choices.html"
        return htmx.form_page(page, form, at=at, **shown)
    with write_tx():
        by = fresh(Person, person_id)
        for kind, rhythm in form.chosen().items():
            choices.choose(by, kind, rhythm)
    return htmx.gone_to(at, _("Saved. It holds from the next mail on."))


@bp.route("/mail/stop/<token>", methods=["GET", "POST"])
@proven_by_address
def stop(token: str) -> Response:
    """Reading shows a button; a POST, from it or from a mail program, stops what the
    link names, and says so also the second time."""
    person_id, what = _read("stop", token)
    is_done = request.method == "POST"
    if is_done:
        with write_tx():
            choices.stop(fresh(Person, person_id), what)
    given = {"what": _words(what), "at": f"/mail/stop/{token}", "is_done": is_done}
    page = render_template(
        "notifications/stop.html", choices=choices_path(person_id), **given
    )
    return make_response(page)


def _words(what: str) -> str:
    """What a link stops."""
    rhythms = {
        Rhythm.AT_ONCE: _("All mails that come at once"),
        Rhythm.DAILY: _("The mail that comes once a day"),
        Rhythm.WEEKLY: _("The mail that comes once a week"),
    }
    if what in KINDS:
        return str(_("Mails of this kind: %(kind)s", kind=KINDS[Kind(what)]))
    if what in rhythms:
        return str(rhythms[Rhythm(what)])
    if what == "all":
        return str(_("All mails about what happens"))
    return str(_("News of this one thing, on the board and by mail"))


def _read(purpose: str, token: str) -> tuple[int, str]:
    """Raises LinkOver for a link that we never made, or whose person is gone."""
    found = signed.read(purpose, token)
    is_whole = found and (purpose != "stop" or choices.is_known(found[1]))
    if found and is_whole and has_account(found[0]):
        return found
    text = _("This link is not whole. Copy all of it from the mail, or sign in.")
    raise LinkOver(text, "/me/notifications", _("Choose your mails"))
