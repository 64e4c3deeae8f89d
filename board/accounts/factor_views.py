"""Setting up a second step of signing in, and doing away with it."""

from typing import Any

from flask import Blueprint, current_app, make_response, render_template, session
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts import (
    factor_actions,
    factor_queries,
    passkey_actions,
    passkeys,
    queries,
    step_actions,
)
from board.accounts.factor_models import SecondStep
from board.accounts.forms import CodeForm, PasskeyForm, PasskeyNameForm, ProvedForm
from board.accounts.models import Person
from board.accounts.proof_views import is_fresh, is_proved
from board.accounts.security_views import tell
from board.accounts.session import STEP, must_set_up, signed_in
from board.db import write_tx
from board.errors import Invalid, NotFound

bp = Blueprint("factors", __name__, url_prefix="/me/security")


@bp.get("/second")
def index() -> str:
    """What there is to show beside the password, and the ways to more of it."""
    me = queries.account(signed_in().id)
    app = factor_queries.code_app(me.id)
    return render_template(
        "accounts/factors.html",
        app=app is not None and app.confirmed_at,
        keys=factor_queries.passkeys_of(me.id),
        codes=factor_queries.codes_left(me.id),
        must=must_set_up(signed_in()),
        possible=passkeys.are_possible(current_app.config["BOARD"]),
    )


def _page(page: str, form: Any, me: Person, **shown: Any) -> Response:
    shown |= {"me": me, "fresh": is_fresh()}
    return htmx.form_page(f"accounts/{page}.html", form, **shown)


@bp.route("/app", methods=["GET", "POST"])
def begin_app() -> Response:
    """Begin with an app for codes; the page of one that counts does away with it."""
    me, form = queries.account(signed_in().id), ProvedForm()
    app = factor_queries.code_app(me.id)
    there = app is not None and app.confirmed_at is not None
    if there or not (form.validate_on_submit() and is_proved(form, me)):
        return _page("code_app", form, me, there=there)
    with write_tx():
        factor_actions.begin_code_app(me)
    return htmx.gone_to("/me/security/app/add")


@bp.route("/app/add", methods=["GET", "POST"])
def add_app() -> Response:
    """Show the secret, as a picture and in letters, until a first code is typed."""
    me, form = queries.account(signed_in().id), CodeForm()
    app = factor_queries.code_app(me.id)
    if app is None or app.confirmed_at is not None:
        return htmx.gone_to("/me/security/app")
    if not form.validate_on_submit():
        return _page("code_app_add", form, me, **_shown(me, app.secret))
    try:
        with write_tx():
            factor_actions.confirm_code_app(me, form.code.data or "")
            codes = _codes_if_none(me)
            tell(me, _("An app for codes is asked for when you sign in from now on."))
    except Invalid as wrong:
        form.refuse(wrong)
        return _page("code_app_add", form, me, **_shown(me, app.secret))
    return _done(codes, _("From now on you sign in with a code as well."))


def _shown(me: Person, secret: str) -> dict[str, str]:
    """The address that an app reads, also as a picture, and the secret in groups that
    one can type."""
    import pyotp
    import segno

    name = current_app.config["BOARD"].site_name
    address = pyotp.TOTP(secret).provisioning_uri(name=me.email, issuer_name=name)
    picture = segno.make(address, error="m").svg_data_uri(scale=5, light="white")
    groups = [secret[at : at + 4] for at in range(0, len(secret), 4)]
    return {"picture": picture, "secret": " ".join(groups), "address": address}


def _codes_if_none(me: Person) -> list[str]:
    left = factor_queries.codes_left(me.id)
    return [] if left else factor_actions.new_recovery_codes(me)


def _done(codes: list[str], message: str) -> Response:
    """The codes are shown in this answer and nowhere else."""
    if not codes:
        return htmx.gone_to("/me/security/second", message)
    return make_response(
        render_template("accounts/codes_shown.html", codes=codes, message=message)
    )


@bp.post("/app/remove")
def remove_app() -> Response:
    """Do away with the app for codes."""
    me, form = queries.account(signed_in().id), ProvedForm()
    if not (form.validate() and is_proved(form, me)):
        return _page("code_app", form, me, there=True)
    with write_tx():
        factor_actions.remove_code_app(me)
        tell(me, _("The app for codes is not asked for any more when you sign in."))
    return htmx.gone_to("/me/security/second", _("The app is not asked for any more."))


@bp.route("/codes", methods=["GET", "POST"])
def codes() -> Response:
    """A new set of recovery codes, shown once; those before are good no more."""
    me, form = queries.account(signed_in().id), ProvedForm()
    if not me.has_factor:
        return htmx.gone_to("/me/security/second")
    if not (form.validate_on_submit() and is_proved(form, me)):
        return _page("codes", form, me)
    with write_tx():
        made = factor_actions.new_recovery_codes(me)
        tell(me, _("New recovery codes were made. Those before are good no more."))
    return _done(made, _("Those you had before are good no more."))


@bp.route("/passkeys", methods=["GET", "POST"])
def begin_passkey() -> Response:
    """Name a passkey, and show that it is you; the device makes it on the next page."""
    me, form = queries.account(signed_in().id), PasskeyNameForm()
    if not passkeys.are_possible(current_app.config["BOARD"]):
        raise NotFound
    if not (form.validate_on_submit() and is_proved(form, me)):
        return _page("passkey", form, me)
    with write_tx():
        token = step_actions.begin_step(me, signs_in=False)
    session[STEP], session["passkey"] = token, form.name.data
    return htmx.gone_to("/me/security/passkeys/add")


@bp.route("/passkeys/add", methods=["GET", "POST"])
def add_passkey() -> Response:
    """The device makes it, and its answer is checked. The challenge is good once."""
    me, form = queries.account(signed_in().id), PasskeyForm()
    step = factor_queries.step(session.get(STEP, ""), signs_in=False)
    if step.person_id != me.id:
        raise NotFound
    if not form.validate_on_submit():
        return _passkey_page(me, form, step)
    with write_tx():
        challenge = step_actions.use_challenge(step)
    try:
        settings = current_app.config["BOARD"]
        made = passkeys.made(settings, form.credential.data or "", challenge)
        with write_tx():
            name = str(session.get("passkey", ""))[:60]
            passkey_actions.add_passkey(me, name, made, step.user_handle)
            step_actions.end_step(step)
            codes = _codes_if_none(me)
            tell(me, _("A passkey is asked for when you sign in from now on."))
    except (passkeys.Refused, Invalid):
        form.form_errors.append(_("That passkey was not taken. Try again."))
        step = factor_queries.step(session[STEP], signs_in=False)
        return _passkey_page(me, form, step)
    session.pop(STEP, None)
    return _done(codes, _("The passkey is kept. You can sign in with it."))


def _passkey_page(me: Person, form: PasskeyForm, step: SecondStep) -> Response:
    there = factor_queries.passkeys_of(me.id)
    who = (step.user_handle, me.email, me.name)
    settings = current_app.config["BOARD"]
    asked = passkeys.creation_options(settings, who, step.challenge, there)
    return _page("passkey_add", form, me, asked=asked)


@bp.route("/passkeys/<int:passkey_id>/remove", methods=["GET", "POST"])
def remove_passkey(passkey_id: int) -> Response:
    """Do away with one of one's own passkeys."""
    me, form = queries.account(signed_in().id), ProvedForm()
    keys = {key.id: key for key in factor_queries.passkeys_of(me.id)}
    if passkey_id not in keys:
        raise NotFound
    if not (form.validate_on_submit() and is_proved(form, me)):
        return _page("passkey_remove", form, me, key=keys[passkey_id])
    with write_tx():
        passkey_actions.remove_passkey(me, passkey_id)
        tell(me, _("One of your passkeys is good no more."))
    return htmx.gone_to("/me/security/second", _("That passkey is good no more."))
