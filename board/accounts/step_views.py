"""The second step of signing in: a code, or a passkey."""

from typing import Any

from flask import Blueprint, Flask, current_app, request, session
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import codes, htmx
from board.accounts import (
    factor_actions,
    factor_queries,
    passkey_actions,
    passkeys,
    queries,
    step_actions,
    try_actions,
)
from board.accounts.factor_models import SecondStep
from board.accounts.forms import CodeForm, PasskeyForm
from board.accounts.session import STEP, current_person, must_set_up, open_to_visitors
from board.accounts.sign_in import finish_session
from board.accounts.throttle import note_factor
from board.accounts.write_limits import limited
from board.db import write_tx
from board.forms import local_path

bp = Blueprint("steps", __name__, url_prefix="/login/second")
# What somebody may do who is first to set up a second factor.
BEFORE = (
    "me/security",
    "login",
    "logout",
    "password",
    "email",
    "static",
    "appearance",
    "language",
    "accent.css",
    "manifest.webmanifest",
    "icons",
    "offline",
    "sw.js",
    "robots.txt",
    "healthz",
    "readyz",
    "rules",
)


@bp.route("", methods=["GET", "POST"])
@open_to_visitors
@limited(None)
def code() -> Response:
    """The code that the app on the phone shows now, or a recovery code."""
    if request.method == "GET" and STEP not in session:
        return htmx.to_page_first("/login")
    step = _waiting()
    form = CodeForm(data={"next": request.args.get("next", "")})
    if not form.validate_on_submit():
        return _page(step, form)
    tried = note_factor(step.person_id)
    with write_tx():
        done = _is_taken(step.person_id, form.code.data or "")
        if done:
            _let_in(step, tried)
    if not done:
        words = _("That is not the code shown now, nor a recovery code not used yet.")
        form.code.errors = [words]
        return _page(step, form)
    return htmx.gone_to(local_path(form.next.data, "/me"))


def _is_taken(person_id: int, typed: str) -> bool:
    code = codes.tidy(typed)
    if len(code) == 6:
        return factor_actions.take_code(person_id, code)
    return factor_actions.use_recovery_code(person_id, code)


@bp.post("/passkey")
@open_to_visitors
@limited(None)
def passkey() -> Response:
    """What the device signed. Its challenge is good once, whatever comes of it."""
    step = _waiting()
    form = PasskeyForm()
    answer = form.credential.data or ""
    settings = current_app.config["BOARD"]
    tried = note_factor(step.person_id)
    with write_tx():
        challenge = step_actions.use_challenge(step)
    try:
        key = passkeys.key_of(answer, factor_queries.passkeys_of(step.person_id))
        count = passkeys.signed(settings, answer, challenge, key)
    except passkeys.Refused:
        form = CodeForm(formdata=None, data={"next": form.next.data})
        form.form_errors.append(_("That passkey was not taken. Try again."))
        return _page(_waiting(), form)
    with write_tx():
        passkey_actions.use_passkey(key, count)
        _let_in(step, tried)
    return htmx.gone_to(local_path(form.next.data, "/me"))


def _waiting() -> SecondStep:
    return factor_queries.step(session.get(STEP, ""), signs_in=True)


def _let_in(step: SecondStep, tried: int) -> None:
    try_actions.forget_try(tried)
    person = queries.account(step.person_id)
    remember = step.remember
    step_actions.end_step(step)
    finish_session(person, remember=remember)


def _page(step: SecondStep, form: Any) -> Response:
    keys = factor_queries.passkeys_of(step.person_id)
    app = factor_queries.code_app(step.person_id)
    settings = current_app.config["BOARD"]
    asked = passkeys.request_options(settings, step.challenge, keys) if keys else ""
    shown = {"asked": asked, "has_app": app is not None and bool(app.confirmed_at)}
    return htmx.form_page("accounts/second.html", form, **shown)


def _lead() -> Response | None:
    """Whoever has to have a second factor sets it up before they do anything else."""
    if current_app.config["BOARD"].second_factor == "optional":
        return None
    section = request.path.strip("/")
    if request.endpoint is None or section.startswith(BEFORE):
        return None
    person = current_person()
    if person is None or not must_set_up(person):
        return None
    return htmx.to_page_first("/me/security/second")


def init_app(app: Flask) -> None:
    """Before each request of somebody signed in, where the setting asks for it."""
    app.before_request(_lead)
