"""What a person signs in with, and where they are signed in: one page, and what is
changed from it."""

import uuid
from typing import Any

from flask import Blueprint, render_template, request, session
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx, text
from board.accounts import (
    link_queries,
    passwords,
    queries,
    security_actions,
    session_actions,
    session_queries,
)
from board.accounts.forms import EmailForm, PasswordForm
from board.accounts.leaving import leave_nothing
from board.accounts.models import Person
from board.accounts.proof_views import is_fresh, is_proved
from board.accounts.session import TOKEN, signed_in
from board.accounts.throttle import ask_to_wait, check_mails
from board.db import write_tx
from board.errors import NotFound
from board.mail import actions as mail

bp = Blueprint("security", __name__, url_prefix="/me/security")


def tell(person: Person, words: str) -> None:
    """Mail somebody what has changed about the way they sign in; call it inside the
    write transaction."""
    mail.queue(person.email, "security", f"security-{uuid.uuid4()}", words=words)


@bp.get("")
def index() -> str:
    """All of it, each thing to change on a page of its own."""
    me = queries.account(signed_in().id)
    this = queries.token_hash(session[TOKEN])
    return render_template(
        "accounts/security.html",
        me=me,
        sessions=session_queries.sessions_of(me.id),
        this=this,
        key=security_actions.KEY,
    )


@bp.route("/password", methods=["GET", "POST"])
def password() -> Response:
    """Another password: the other browsers are signed out, and a mail tells."""
    me = queries.account(signed_in().id)
    form = PasswordForm()
    form.own = (me.name, me.email)
    if not (form.validate_on_submit() and is_proved(form, me)):
        return _page("accounts/password.html", form, me)
    chosen = passwords.make_hash(form.password.data or "")
    with write_tx():
        security_actions.set_password(me, chosen, but=session[TOKEN])
        tell(me, _("Your password was changed."))
    message = _("Your password is changed. Your other devices are signed out.")
    return htmx.gone_to("/me/security", message)


def _page(page: str, form: Any, me: Person) -> Response:
    return htmx.form_page(page, form, me=me, fresh=is_fresh())


@bp.route("/email", methods=["GET", "POST"])
def email() -> Response:
    """Another address, which counts once its mailbox has answered.

    The answer is the same where that address has an account: its mailbox is told.
    """
    me = queries.account(signed_in().id)
    form = EmailForm()
    if not (form.validate_on_submit() and is_proved(form, me)):
        return _page("accounts/email.html", form, me)
    wanted = form.email.data or ""
    if wait := check_mails(wanted):
        shown = {"me": me, "fresh": is_fresh()}
        return ask_to_wait("accounts/email.html", form, wait, **shown)
    with write_tx():
        _ask(me, wanted)
    return htmx.gone_to("/me/security/email/mailed")


def _ask(me: Person, wanted: str) -> None:
    is_taken = queries.by_email(wanted) is not None
    token = security_actions.ask_email(me, wanted)
    key, url = link_queries.mailed_link("/email/confirm", token)
    letter = "email_taken" if is_taken else "confirm_email"
    mail.queue(wanted, letter, key, url=url)
    tell(
        me,
        _(
            "Somebody who is signed in as you wants another address: %(address)s. "
            "It counts once that mailbox has answered.",
            address=wanted,
        ),
    )


@bp.get("/email/mailed")
def email_mailed() -> str:
    """A mail is on its way to the new address."""
    signed_in()
    return render_template("accounts/email_mailed.html")


@bp.post("/end")
def end() -> Response:
    """Sign out one other browser."""
    me = signed_in()
    key = request.form.get("key", "")
    if text.fault(key):
        raise NotFound
    with write_tx():
        security_actions.end_one_session(me.id, key)
    return htmx.gone_to("/me/security", _("That device is signed out."))


@bp.post("/end-all")
def end_all() -> Response:
    """Sign out every browser, this one as well."""
    me = signed_in()
    with write_tx():
        session_actions.end_all_sessions(me.id)
    session.clear()
    return leave_nothing(htmx.gone_to("/login", _("You are signed out everywhere.")))
