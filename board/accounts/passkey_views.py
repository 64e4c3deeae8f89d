"""Making a passkey, and doing away with one."""

from flask import Blueprint, current_app, session
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts import (
    factor_queries,
    passkey_actions,
    passkeys,
    queries,
    step_actions,
)
from board.accounts.factor_models import SecondStep
from board.accounts.factor_views import codes_if_none, done, page
from board.accounts.forms import PasskeyForm, PasskeyNameForm, ProvedForm
from board.accounts.models import Person
from board.accounts.proof_views import is_proved
from board.accounts.security_views import tell
from board.accounts.session import STEP, signed_in
from board.db import write_tx
from board.errors import Invalid, NotFound

bp = Blueprint("passkeys", __name__, url_prefix="/me/security/passkeys")


@bp.route("", methods=["GET", "POST"])
def begin() -> Response:
    """Name a passkey, and show that it is you; the device makes it on the next page."""
    me = queries.account(signed_in().id)
    form = PasskeyNameForm()
    if not passkeys.are_possible(current_app.config["BOARD"]):
        raise NotFound
    if not (form.validate_on_submit() and is_proved(form, me)):
        return page("passkey", form, me)
    with write_tx():
        token = step_actions.begin_step(me, signs_in=False)
    session[STEP] = token
    session["passkey"] = form.name.data
    return htmx.gone_to("/me/security/passkeys/add")


@bp.route("/add", methods=["GET", "POST"])
def add() -> Response:
    """The device makes it, and its answer is checked. The challenge is good once."""
    me = queries.account(signed_in().id)
    form = PasskeyForm()
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
            codes = codes_if_none(me)
            tell(me, _("A passkey is asked for when you sign in from now on."))
    except (passkeys.Refused, Invalid):
        form.form_errors.append(_("That passkey was not taken. Try again."))
        step = factor_queries.step(session[STEP], signs_in=False)
        return _passkey_page(me, form, step)
    session.pop(STEP, None)
    return done(codes, _("The passkey is kept. You can sign in with it."))


def _passkey_page(me: Person, form: PasskeyForm, step: SecondStep) -> Response:
    there = factor_queries.passkeys_of(me.id)
    who = (step.user_handle, me.email, me.name)
    settings = current_app.config["BOARD"]
    asked = passkeys.creation_options(settings, who, step.challenge, there)
    return page("passkey_add", form, me, asked=asked)


@bp.route("/<int:passkey_id>/remove", methods=["GET", "POST"])
def remove(passkey_id: int) -> Response:
    """Do away with one of one's own passkeys."""
    me = queries.account(signed_in().id)
    form = ProvedForm()
    keys = {key.id: key for key in factor_queries.passkeys_of(me.id)}
    if passkey_id not in keys:
        raise NotFound
    if not (form.validate_on_submit() and is_proved(form, me)):
        return page("passkey_remove", form, me, key=keys[passkey_id])
    with write_tx():
        passkey_actions.remove_passkey(me, passkey_id)
        tell(me, _("One of your passkeys is good no more."))
    return htmx.gone_to("/me/security/second", _("That passkey is good no more."))
