"""What there is of a second step of signing in; the app for codes, and the recovery
codes."""

from typing import Any

from flask import Blueprint, current_app, make_response, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from board import htmx
from board.accounts import (
    factor_actions,
    factor_queries,
    passkeys,
    queries,
)
from board.accounts.forms import CodeForm, ProvedForm
from board.accounts.models import Person
from board.accounts.proof_views import is_fresh, is_proved
from board.accounts.security_views import tell
from board.accounts.session import must_set_up, signed_in
from board.db import write_tx
from board.errors import Invalid

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


def page(name: str, form: Any, me: Person, **shown: Any) -> Response:
    """A page with a form on which somebody shows that it is them."""
    shown |= {"me": me, "fresh": is_fresh()}
    return htmx.form_page(f"accounts/{name}.html", form, **shown)


@bp.route("/app", methods=["GET", "POST"])
def begin_app() -> Response:
    """Begin with an app for codes; the page of one that counts does away with it."""
    me = queries.account(signed_in().id)
    form = ProvedForm()
    app = factor_queries.code_app(me.id)
    there = app is not None and app.confirmed_at is not None
    if there or not (form.validate_on_submit() and is_proved(form, me)):
        return page("code_app", form, me, there=there)
    with write_tx():
        factor_actions.begin_code_app(me)
    return htmx.gone_to("/me/security/app/add")


@bp.route("/app/add", methods=["GET", "POST"])
def add_app() -> Response:
    """Show the secret, as a picture and in letters, until a first code is typed."""
    me = queries.account(signed_in().id)
    form = CodeForm()
    app = factor_queries.code_app(me.id)
    if app is None or app.confirmed_at is not None:
        return htmx.gone_to("/me/security/app")
    if not form.validate_on_submit():
        return page("code_app_add", form, me, **_shown(me, app.secret))
    try:
        with write_tx():
            factor_actions.confirm_code_app(me, form.code.data or "")
            codes = codes_if_none(me)
            tell(me, _("An app for codes is asked for when you sign in from now on."))
    except Invalid as wrong:
        form.refuse(wrong)
        return page("code_app_add", form, me, **_shown(me, app.secret))
    return done(codes, _("From now on you sign in with a code as well."))


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


def codes_if_none(me: Person) -> list[str]:
    """Recovery codes for whoever has none left; to be shown once."""
    left = factor_queries.codes_left(me.id)
    return [] if left else factor_actions.new_recovery_codes(me)


def done(codes: list[str], message: str) -> Response:
    """The codes are shown in this answer and nowhere else."""
    if not codes:
        return htmx.gone_to("/me/security/second", message)
    return make_response(
        render_template("accounts/codes_shown.html", codes=codes, message=message)
    )


@bp.post("/app/remove")
def remove_app() -> Response:
    """Do away with the app for codes."""
    me = queries.account(signed_in().id)
    form = ProvedForm()
    if not (form.validate() and is_proved(form, me)):
        return page("code_app", form, me, there=True)
    with write_tx():
        factor_actions.remove_code_app(me)
        tell(me, _("The app for codes is not asked for any more when you sign in."))
    return htmx.gone_to("/me/security/second", _("The app is not asked for any more."))


@bp.route("/codes", methods=["GET", "POST"])
def codes() -> Response:
    """A new set of recovery codes, shown once; those before are good no more."""
    me = queries.account(signed_in().id)
    form = ProvedForm()
    if not me.has_factor:
        return htmx.gone_to("/me/security/second")
    if not (form.validate_on_submit() and is_proved(form, me)):
        return page("codes", form, me)
    with write_tx():
        made = factor_actions.new_recovery_codes(me)
        tell(me, _("New recovery codes were made. Those before are good no more."))
    return done(made, _("Those you had before are good no more."))
