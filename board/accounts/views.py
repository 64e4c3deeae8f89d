"""Signing in, by a password or a mailed link, and how the board looks."""

import uuid

from flask import Blueprint, current_app, flash, make_response, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts import (
    actions,
    link_actions,
    link_queries,
    passwords,
    queries,
    try_actions,
)
from board.accounts.forms import LinkForm, SignInForm, UseLinkForm
from board.accounts.session import open_to_visitors
from board.accounts.sign_in import gone_in, start_session
from board.accounts.throttle import check_mails, note_sign_in
from board.accounts.write_limits import limited
from board.db import write_tx
from board.errors import TooMany
from board.forms import local_path
from board.mail import actions as mail

bp = Blueprint("accounts", __name__)


@bp.route("/login", methods=["GET", "POST"])
@open_to_visitors
@limited(None)
def sign_in() -> Response | str:
    form = SignInForm(data={"next": request.args.get("next", "")})
    if not form.validate_on_submit():
        return htmx.form_page("accounts/sign_in.html", form)
    tried = note_sign_in(form.email.data or "")
    person = queries.by_email(form.email.data or "")
    if (
        not passwords.matches(
            person.password_hash if person else None, form.password.data or ""
        )
        or person is None
    ):
        form.password.errors = [
            _(
                "That address and password do not belong together. You can also have a "
                "link mailed."
            )
        ]
        return htmx.form_page("accounts/sign_in.html", form)
    with write_tx():
        try_actions.forget_try(tried)
        start_session(person, remember=form.remember.data)
    return gone_in(local_path(form.next.data, "/me"))


@bp.route("/login/link", methods=["GET", "POST"])
@open_to_visitors
def link() -> Response:
    """Have a link mailed.

    The answer is the same whether the address has an account or not.
    """
    form = LinkForm()
    if not form.validate_on_submit():
        return htmx.form_page("accounts/link.html", form)
    email = form.email.data or ""
    if wait := check_mails(email):
        raise TooMany(wait)
    with write_tx():
        person = queries.by_email(email)
        # one for nobody is mailed to nobody: there is as much to do
        key, url = link_queries.mailed_link(
            "/login/link", link_actions.make_link(person)
        )
        if person is not None:
            mail.queue(person.email, "sign_in", key, url=url)
        # somebody may look for another address of theirs; and the time this takes tells
        # nothing
        else:
            mail.queue(email, "no_account", f"no-account-{uuid.uuid4()}")
    return htmx.gone_to("/login/mailed")


@bp.get("/login/mailed")
def link_mailed() -> str:
    return render_template("accounts/mailed.html")


@bp.route("/login/link/<token>", methods=["GET", "POST"])
@open_to_visitors
def use_link(token: str) -> Response:
    """Reading shows a button, so that what scans mails for links uses none up."""
    account = link_queries.lets_in(token)
    form = UseLinkForm()
    form.own = (account.name, account.email)
    if not form.validate_on_submit():
        return htmx.form_page(
            "accounts/use_link.html", form, token=token, account=account
        )
    chosen = passwords.hash_if_typed(form.password.data)
    with write_tx():
        person = link_actions.use_link(token)
        actions.choose_password(person, chosen)
        start_session(person, remember=form.remember.data)
    return gone_in("/me", _("You are signed in."))


@bp.route("/appearance", methods=["GET", "POST"])
@open_to_visitors
def appearance() -> Response | str:
    """Light, dark, or as the device says: kept in a cookie of its own."""
    if request.method == "GET":
        return render_template(
            "accounts/appearance.html", next=request.args.get("next", "/")
        )
    theme = request.form.get("theme", "")
    if theme not in ("light", "dark", ""):
        flash(_("Pick one of the three."), "error")
        return make_response(render_template("accounts/appearance.html", next="/"), 422)
    answer = htmx.gone_to("/")
    lasts = 365 * 86400 if theme else 0
    settings = current_app.config["BOARD"]
    answer.set_cookie(
        settings.cookie("theme"),
        theme,
        max_age=lasts,
        samesite="Lax",
        httponly=True,
        secure=settings.secure,
    )
    return answer
