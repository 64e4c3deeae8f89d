"""Who is signed in, what may be sent without, and the token of every form."""

import hashlib
from functools import lru_cache
from typing import Any

from flask import Flask, Response, current_app, g, request, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager, current_user
from flask_wtf.csrf import CSRFProtect, generate_csrf
from itsdangerous import URLSafeTimedSerializer

from board import clock
from board.accounts import queries, session_actions, session_queries
from board.accounts.models import CurrentPerson
from board.cards import GAP, is_drawn_for_all
from board.errors import SignInNeeded
from board.noting import NOTE
from board.written import until_written

csrf = CSRFProtect()
login = LoginManager()
STEP = "step"  # where the cookie keeps what waits for the second factor
TOKEN = "_user_id"  # noqa: S105  where Flask-Login keeps the session token in the signed cookie


class Sessions(SecureCookieSessionInterface):
    """Flask's signed cookie, with what signs and reads it made once."""

    digest_method = staticmethod(hashlib.sha256)

    def __init__(self) -> None:
        self._serializer: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What signs the cookie and reads it; an app's key stays as it is."""
        if self._serializer is None:
            self._serializer = super().get_signing_serializer(app)
        return self._serializer


def current_person() -> CurrentPerson | None:
    """The person who asks, or None for a visitor."""
    try:  # it is asked for often, and once found it stands here
        person = g._login_user
    except AttributeError:
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


def with_token() -> tuple[CurrentPerson, str] | None:
    """The person who asks and the hash of their session's token; None for a visitor,
    and for whoever has to set up a second factor first."""
    person = current_person()
    if person is None or must_set_up(person):
        return None
    return person, queries.token_hash(session[TOKEN])


def open_to_visitors(view: Any) -> Any:
    """Declare that a POST may come from somebody who is not signed in."""
    view.open_to_visitors = lambda: True
    return view


def open_to_programs(view: Any) -> Any:
    """Declare that a POST comes from a program that has neither session nor form: what
    it does must harm nobody, whoever sends it."""
    view.open_to_programs = True
    return view


def open_with_name(view: Any) -> Any:
    """Declare that a POST may come from somebody who is not signed in and says who they
    are."""
    view.open_to_visitors = lambda: not {"name", "email"}.isdisjoint(request.form)
    return view


def proven_by_address(view: Any) -> Any:
    """Declare that a POST needs no form's token and no cookie: its address, which was
    mailed to one person, says for whom it comes and what it does (RFC 8058)."""
    view.proven_by_address = True
    return view


@login.user_loader  # type: ignore[untyped-decorator]
def _load(token: str) -> CurrentPerson | None:
    found = until_written(session_queries.signed_in, token)
    if found is None:
        g.ended_session = token
        return None
    if found.ends <= clock.now():
        return None
    g.version = found.newest
    g.not_noted = found.used <= clock.now() - session_actions.EVERY
    return found.person


def _note(answer: Response) -> Response:
    """For the server's log: whether this was answered to somebody signed in. It is not
    looked up where nobody asked: then it changed nothing."""
    mine = request.environ.get(NOTE)
    if mine is not None:
        mine.signed_in = "_login_user" in g and current_person() is not None
    return answer


def _to_nobody() -> bool:
    return False


def _guard() -> None:
    """Before each POST: a visitor is sent to sign in, anybody else shows the form's
    token.

    Who it is, is read here: before the turn to write, in which others wait.
    """
    if request.method != "POST" or request.endpoint is None:
        return
    view = current_app.view_functions[request.endpoint]
    is_bare = getattr(view, "open_to_programs", False)
    if is_bare or getattr(view, "proven_by_address", False):
        return
    if TOKEN not in session and not getattr(view, "open_to_visitors", _to_nobody)():
        raise SignInNeeded
    csrf.protect()
    current_person()


@lru_cache(1_000)
def _signed(_raw: str, _secret: Any) -> str:
    return str(generate_csrf())


def form_token() -> str:
    """The token that this answer's forms carry: signed once for a session, since it
    holds as long as that does."""
    if is_drawn_for_all():
        return GAP
    raw = session.get("csrf_token")
    if raw is None:
        return str(generate_csrf())
    g.csrf_token = _signed(raw, current_app.secret_key)
    return str(g.csrf_token)


def must_set_up(person: CurrentPerson) -> bool:
    """Whether the person has to set up a second factor before anything else."""
    asked = current_app.config["BOARD"].second_factor == "organisers"
    return asked and person.has_power and not person.has_factor


def init_app(app: Flask) -> None:
    """Cookies, sessions, and the token every form carries."""
    settings = app.config["BOARD"]
    app.config.update(
        SESSION_COOKIE_NAME=settings.cookie("board"),
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
    app.after_request(_note)
