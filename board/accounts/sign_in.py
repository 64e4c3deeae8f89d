"""Signing in on this browser, at once or by a second step."""

from functools import partial
from urllib.parse import urlencode

from flask import after_this_request, current_app, request, session
from flask_login import login_user
from werkzeug.wrappers import Response

from board import htmx, languages
from board.accounts import session_actions, step_actions
from board.accounts.device import device_of
from board.accounts.models import Person
from board.accounts.places import BEFORE_SIGN_IN
from board.accounts.session import STEP, TOKEN
from board.forms import local_path


def start_session(person: Person, *, remember: bool) -> None:
    """Sign in on this browser under a fresh cookie, which ends the old one; call inside
    the write transaction, and answer with gone_in(). Raises KeptOut.

    Whoever has a second factor is asked for it first: until then the browser is nobody.
    """
    _check(person)
    if TOKEN in session:
        session_actions.end_session(session[TOKEN])
    session.clear()
    if person.has_factor:
        session[STEP] = step_actions.begin_step(
            person, signs_in=True, remember=remember
        )
        return
    _open(person, remember=remember)


def gone_in(url: str, message: str = "") -> Response:
    """Where a browser goes that start_session() was called for: to the page, or to the
    second step, which leads there."""
    if STEP not in session:
        return htmx.gone_to(url, message)
    onward = urlencode({"next": local_path(request.form.get("next"), url)})
    return htmx.to_page_first(f"/login/second?{onward}")


def finish_session(person: Person, *, remember: bool) -> None:
    """Sign in on this browser after the second step; call inside the write
    transaction. Raises KeptOut."""
    _check(person)
    _open(person, remember=remember)


def _check(person: Person) -> None:
    for may_sign_in in BEFORE_SIGN_IN:
        may_sign_in(person.id, person.email)


def _open(person: Person, *, remember: bool) -> None:
    session.clear()
    session.permanent = remember
    device = device_of(request.user_agent.string)
    token = session_actions.open_session(person, remember=remember, device=device)
    login_user(person)
    session[TOKEN] = token
    settings = current_app.config["BOARD"]
    if person.locale in settings.languages:
        after_this_request(partial(languages.keep, person.locale, settings))
