"""Signing in and out, and who is asking."""

import hashlib
import hmac
import uuid
from functools import lru_cache
from typing import Any

from flask import (
    Blueprint,
    Flask,
    current_app,
    flash,
    g,
    make_response,
    render_template,
    request,
    session,
)
from flask.sessions import SecureCookieSessionInterface
from flask_babel import gettext as _
from flask_login import LoginManager, current_user, login_user
from flask_wtf.csrf import CSRFProtect, generate_csrf
from itsdangerous import URLSafeTimedSerializer
from werkzeug.wrappers import Response

from board import clock, htmx
from board.accounts import actions, passwords, queries
from board.accounts.forms import LinkForm, SignInForm, UseLinkForm
from board.accounts.models import CurrentPerson, Person
from board.db import write_tx
from board.drawing import GAP, is_drawn_to_keep
from board.error_pages import data_wanted
from board.errors import SignInNeeded, TooMany
from board.forms import BoardForm, local_path
from board.mail import actions as mail
from board.network import network_of
from board.written import until_written

bp = Blueprint("accounts", __name__)
csrf = CSRFProtect()
login = LoginManager()
TOKEN = "_user_id"  # noqa: S105  where Flask-Login keeps the session token in the signed cookie


class Sessions(SecureCookieSessionInterface):
    """Flask's signed cookie, with what signs and reads it made once."""

    def __init__(self) -> None:
        self._serializer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What signs the cookie and reads it; an app's key stays as it is."""
        if self._serializer is None:
            self._serializer = super().get_signing_serializer(app)
        return self._serializer


def current_person() -> CurrentPerson | None:
    """The person who asks, or None for a visitor."""
    person = current_user._get_current_object()
    return person if person.is_authenticated else None


def signed_in() -> CurrentPerson:
    """The person who asks.

    Raises SignInNeeded for a visitor, also when a session ended meanwhile.
    """
    person = current_person()
    if person is None:
        raise SignInNeeded
    return person


def open_to_visitors(view: Any) -> Any:
    """Declare that a POST may come from somebody who is not signed in."""
    view.open_to_visitors = True
    return view


@login.user_loader  # type: ignore[untyped-decorator]
def _load(token: str) -> CurrentPerson | None:
    found = until_written(queries.signed_in, token)
    if found is None or found.ends <= clock.now():
        return None
    g.version = found.newest
    return found.person


def _guard() -> None:
    """Before each POST: a visitor is sent to sign in, anybody else shows the form's
    token.

    Who it is, is read here: before the turn to write, in which others wait.
    """
    if request.method != "POST" or request.endpoint is None:
        return
    view = current_app.view_functions[request.endpoint]
    if TOKEN not in session and not getattr(view, "open_to_visitors", False):
        raise SignInNeeded
    csrf.protect()
    current_person()


@lru_cache(1_000)
def _signed(_raw: str, _secret: Any) -> str:
    return str(generate_csrf())


def form_token() -> str:
    """The token that this answer's forms carry: signed once for a session, since it
    holds as long as that does."""
    if is_drawn_to_keep():
        return GAP
    raw = session.get("csrf_token")
    if raw is None:
        return str(generate_csrf())
    g.csrf_token = _signed(raw, current_app.secret_key)
    return str(g.csrf_token)


def _keyed(value: str) -> str:
    key = current_app.config["BOARD"].secret_key.encode()
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def _network() -> str:
    return network_of(request.remote_addr or "")


def network() -> str:
    """The network a request comes from, as a hash."""
    return _keyed(_network())


def start_session(person: Person, *, remember: bool) -> None:
    """Sign in on this browser under a fresh cookie, which ends the old one; call inside
    the write transaction."""
    if TOKEN in session:
        actions.end_session(session[TOKEN])
    session.clear()
    session.permanent = remember
    token = actions.open_session(person, remember=remember)
    login_user(person)
    session[TOKEN] = token


@bp.route("/login", methods=["GET", "POST"])
@open_to_visitors
def sign_in() -> Response | str:
    form = SignInForm(data={"next": request.args.get("next", "")})
    if not form.validate_on_submit():
        return htmx.form_page("accounts/sign_in.html", form)
    account, address = _keyed(form.email.data or ""), network()
    with write_tx():
        tried = actions.note_try(account, address)
    if current_app.config["BOARD"].limits == "on" and (
        wait := queries.wait_for(account, address, besides=tried)
    ):
        with write_tx():
            actions.forget_try(tried)
        raise TooMany(wait)
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
        actions.forget_try(tried)
        start_session(person, remember=form.remember.data)
    return htmx.gone_to(local_path(form.next.data, "/me"))


def check_mails(email: str) -> int:
    """Count a wish for a mail to this address; seconds to wait where too many were
    asked for, else 0."""
    mailbox, address = _keyed(f"mail to {email}"), _keyed(f"mail from {_network()}")
    with write_tx():
        asked = actions.note_try(mailbox, address)
    wait = queries.wait_for_mail(mailbox, address, besides=asked)
    if current_app.config["BOARD"].limits == "off" or not wait:
        return 0
    with write_tx():
        actions.forget_try(asked)
    return wait


def ask_to_wait(page: str, form: BoardForm, wait: int, /, **context: Any) -> Response:
    """Too many mails were asked for: 429, and the form with all that was typed.

    Raises TooMany for a program.
    """
    late = TooMany(wait)
    if data_wanted():
        raise late
    form.form_errors.append(late.text)
    answer = make_response(render_template(page, form=form, **context), late.code)
    answer.headers["Retry-After"] = str(wait)
    return answer


def mailed(address: str, token: str) -> tuple[str, str]:
    """(key, link) of a mail that holds a way in; the key does not tell the way."""
    base = current_app.config["BOARD"].base_url.rstrip("/")
    return "link-" + queries.token_hash(token), f"{base}{address}/{token}"


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
        if person is not None:
            key, url = mailed("/login/link", actions.make_link(person))
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
    form = UseLinkForm()
    if not form.validate_on_submit():
        return htmx.form_page(
            "accounts/use_link.html", form, token=token, account=queries.lets_in(token)
        )
    chosen = chosen_password(form)
    with write_tx():
        person = actions.use_link(token)
        actions.choose_password(person, chosen)
        start_session(person, remember=form.remember.data)
    return htmx.gone_to("/me", _("You are signed in."))


def chosen_password(form: UseLinkForm) -> str:
    """The hash of the password typed beside a mailed link's button; empty where none
    was. Takes its time."""
    return passwords.make_hash(form.password.data) if form.password.data else ""


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
    secure = current_app.config["BOARD"].secure
    answer.set_cookie(
        "theme", theme, max_age=lasts, samesite="Lax", httponly=True, secure=secure
    )
    return answer


def init_app(app: Flask) -> None:
    """Cookies, sessions, and the token every form carries."""
    settings = app.config["BOARD"]
    app.config.update(
        SESSION_COOKIE_NAME="__Host-board" if settings.secure else "board",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=30 * 86400,
        SESSION_REFRESH_EACH_REQUEST=False,
        WTF_CSRF_CHECK_DEFAULT=False,
        # as long as the session: a form may stay open over dinner
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # the Referer may be withheld; the token decides
    )
    app.session_interface = Sessions()
    csrf.init_app(app)
    app.jinja_env.globals["csrf_token"] = form_token
    app.context_processor(lambda: {"csrf_token": form_token})
    # templates are given the person by pages.py
    login.init_app(app, add_context_processor=False)
    login.session_protection = None  # sessions are rows of ours, ended at the server
    app.before_request(_guard)
    app.register_blueprint(bp)
