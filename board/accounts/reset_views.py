"""Choosing a password by a mailed link, and the two mailed links of another address."""

import uuid

from flask import Blueprint, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from board import htmx
from board.accounts import (
    link_actions,
    link_queries,
    passwords,
    queries,
    security_actions,
)
from board.accounts.forms import LinkForm, NewPasswordForm
from board.accounts.security_views import tell
from board.accounts.session import open_to_visitors
from board.accounts.session_models import Purpose
from board.accounts.sign_in import gone_in, start_session
from board.accounts.throttle import ask_to_wait, check_mails
from board.db import write_tx
from board.forms import BoardForm
from board.mail import actions as mail

bp = Blueprint("reset", __name__)


@bp.route("/password/forgot", methods=["GET", "POST"])
@open_to_visitors
def forgot() -> Response:
    """Have a link mailed to choose a password by.

    The answer, and what there is to do for it, is the same whether the address has an
    account or not.
    """
    form = LinkForm()
    if not form.validate_on_submit():
        return htmx.form_page("accounts/forgot.html", form)
    email = form.email.data or ""
    if wait := check_mails(email):
        return ask_to_wait("accounts/forgot.html", form, wait)
    with write_tx():
        person = queries.by_email(email)
        token = link_actions.make_link(person, Purpose.PASSWORD)
        key, url = link_queries.mailed_link("/password/reset", token)
        if person is not None:
            mail.queue(email, "reset", key, url=url)
        else:
            mail.queue(email, "no_account", f"no-account-{uuid.uuid4()}")
    return htmx.gone_to("/password/mailed")


@bp.get("/password/mailed")
def mailed() -> str:
    """A mail is on its way."""
    return render_template("accounts/forgot_mailed.html")


@bp.route("/password/reset/<token>", methods=["GET", "POST"])
@open_to_visitors
def reset(token: str) -> Response:
    """Reading shows a form and uses nothing up; sent, it signs out every browser and
    signs this one in."""
    account = link_queries.lets_in(token, Purpose.PASSWORD)
    form = NewPasswordForm()
    form.own = (account.name, account.email)
    if not form.validate_on_submit():
        return htmx.form_page("accounts/reset.html", form, token=token)
    chosen = passwords.make_hash(form.password.data or "")
    with write_tx():
        person = link_actions.use_link(token, Purpose.PASSWORD)
        security_actions.set_password(person, chosen)
        tell(person, _l("Your password was changed, by a link mailed to you."))
        start_session(person, remember=False)
    message = _("Your password is changed. Everywhere else you are signed out.")
    return gone_in("/me", message)


@bp.route("/email/confirm/<token>", methods=["GET", "POST"])
@open_to_visitors
def confirm_email(token: str) -> Response:
    """The new mailbox answers; its address counts from then on, and the old one is
    told, with a way to take it back."""
    change = link_queries.change_of(token, link_queries.EMAIL_LINK)
    form = BoardForm()
    if not form.validate_on_submit():
        page = "accounts/confirm_email.html"
        return htmx.form_page(page, form, token=token, email=change.new_email)
    with write_tx():
        changed, undo = security_actions.confirm_email(token)
        key, url = link_queries.mailed_link("/email/undo", undo)
        given = {"url": url, "email": changed.new_email}
        mail.queue(changed.old_email, "email_changed", key, **given)
        words = _l("This is the address of your account now.")
        mail.queue(changed.new_email, "security", f"{key}-new", words=words)
    return htmx.gone_to("/", _("Your new address counts from now on."))


@bp.route("/email/undo/<token>", methods=["GET", "POST"])
@open_to_visitors
def undo_email(token: str) -> Response:
    """The old mailbox takes its account back."""
    change = link_queries.change_of(token, link_queries.UNDO_LINK)
    form = BoardForm()
    if not form.validate_on_submit():
        page = "accounts/undo_email.html"
        return htmx.form_page(page, form, token=token, email=change.old_email)
    with write_tx():
        undone = security_actions.undo_email(token)
        words = _l("Your account has its old address again. Choose a new password.")
        for address in (undone.old_email, undone.new_email):
            key = f"undone-{uuid.uuid4()}"
            mail.queue(address, "security", key, words=words)
    message = _(
        "Your account has its old address again, and everybody is signed out. Have a "
        "link mailed to choose a new password."
    )
    return htmx.gone_to("/password/forgot", message)
