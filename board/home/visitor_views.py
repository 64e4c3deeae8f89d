"""Making an account: by a mailed link, or as the first one on a new board."""

import hmac
from typing import Any

from flask import Blueprint, current_app, request, session
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from board import htmx
from board.accounts import actions as accounts
from board.accounts import link_actions, passwords
from board.accounts import queries as accounts_read
from board.accounts.limits import REGISTRATIONS
from board.accounts.link_queries import mailed_link
from board.accounts.session import open_to_visitors
from board.accounts.sign_in import start_session
from board.accounts.throttle import ask_to_wait, check_mails
from board.accounts.write_limits import limited
from board.areas import actions as area_actions
from board.areas import invitation_queries as invitations
from board.areas import queries as areas
from board.confirm import views as confirm
from board.db import write_tx
from board.errors import NotFound
from board.home.forms import ConfirmForm, RegisterForm, SetupForm
from board.home.models import UnconfirmedAccount
from board.home.unconfirmed import confirm_account
from board.mail import actions as mail
from board.rules import queries as community_rules

bp = Blueprint("newcomers", __name__)
# in the browser's session: the hash of the link its person waits for
REGISTERED = "registered"


@bp.route("/register", methods=["GET", "POST"])
@open_to_visitors
@limited(REGISTRATIONS)
def register() -> Response:
    """Have a link mailed that makes the account.

    The answer is the same for every address.
    """
    form = RegisterForm()
    pick = ("", _("Pick one"))
    elsewhere = ("none", _("Somewhere else"))
    form.area.offer([pick, *areas.choices(), elsewhere])
    if request.method == "GET":
        form.area.data = request.args.get("area", "")
        form.invited.data = request.args.get("invited", "")
    elif "area" not in request.form:
        form.area.data = "none"
    if not form.validate_on_submit():
        return htmx.form_page("home/register.html", form)
    if wait := check_mails(form.email.data or ""):
        return ask_to_wait("home/register.html", form, wait)
    # hashed for known addresses, too: the answer then takes as long
    stored = passwords.make_hash(form.password.data or "")
    with write_tx():
        token = _mail_link(form, stored)
    session[REGISTERED] = accounts_read.token_hash(token)
    return htmx.gone_to(ACCOUNT.waiting_at)


def _mail_link(form: RegisterForm, password_hash: str) -> str:
    """Mail the way to a new account, or to the one the address has; returns the token
    of the link."""
    email = form.email.data or ""
    # read for known addresses, too: there is as much to do
    home = None if form.area.data == "none" else areas.by_slug(form.area.data).id
    code = form.invited.data
    invitation = invitations.invited_to(code).id if code else None
    agreed_to = community_rules.version()
    known = accounts_read.by_email(email)
    if known is not None:
        token = link_actions.make_link(known)
        key, url = mailed_link("/login/link", token)
        mail.queue(email, "has_account", key, url=url)
        return token
    typed = {
        "name": form.name.data or "",
        "password_hash": password_hash,
        "rules_version": agreed_to,
        "invitation_id": invitation,
    }
    sent = confirm.send(ACCOUNT, email=email, letter={}, area_id=home, **typed)
    return str(sent)


def _is_own_browser(account: UnconfirmedAccount) -> bool:
    return bool(session.get(REGISTERED) == account.token_hash)


def _page(form: ConfirmForm, account: UnconfirmedAccount, token: str) -> Response:
    form.name.data = form.name.data or account.name
    shown = {
        "name": account.name,
        "account": accounts_read.by_email(account.email),
        "own_browser": _is_own_browser(account),
    }
    return htmx.form_page("home/confirm.html", form, token=token, **shown)


def _read(form: ConfirmForm, account: UnconfirmedAccount) -> dict[str, Any]:
    return {
        "name": form.name.data or "",
        "chosen": passwords.hash_if_typed(form.password.data),
        "own_browser": _is_own_browser(account),
    }


def _goal(_account: UnconfirmedAccount, **_read: Any) -> confirm.Goal:
    welcome = _(
        "Welcome. This is your week: what you take on and what became of what you said."
    )
    return "/me", welcome


ACCOUNT = confirm.Kind(
    model=UnconfirmedAccount,
    letter="confirm_account",
    waiting_at="/register/check",
    waiting="home/check.html",
    address="/register/confirm",
    form=ConfirmForm,
    page=_page,
    read=_read,
    take=confirm_account,
    goal=_goal,
    over=(
        _l(
            "This link was used already, or it is more than 7 days old. Sign in, or "
            "make your account again."
        ),
        "/login",
        _l("Sign in"),
    ),
)
confirm.serve(bp, ACCOUNT)


@bp.route("/setup", methods=["GET", "POST"])
@open_to_visitors
def setup() -> Response:
    """The first run: whoever has the link from the server's console becomes the
    operator."""
    right = accounts_read.setup_key(current_app.config["BOARD"].secret_key)
    given = request.values.get("key", "")
    if accounts_read.anybody() or not hmac.compare_digest(
        given.encode(), right.encode()
    ):
        raise NotFound
    form = SetupForm()
    if not form.validate_on_submit():
        return htmx.form_page("home/setup.html", form, key=given)
    stored = passwords.make_hash(form.password.data or "")
    with write_tx():
        person = accounts.first_operator(
            form.name.data or "", form.email.data or "", stored
        )
        area_actions.add_named(form.area.data or "")
        start_session(person, remember=False)
    return htmx.gone_to("/", _("The board is yours. Tell people where it is."))
