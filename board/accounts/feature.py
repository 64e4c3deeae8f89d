"""Accounts: who is signed in, and how one comes and goes."""

from flask import Flask
from flask_babel import lazy_gettext as _l

from board.accounts import (
    allowances,
    factor_views,
    language_views,
    leaving,
    leaving_views,
    network_actions,
    network_views,
    passkey_views,
    queries,
    reset_views,
    security_views,
    session,
    session_queries,
    settings_views,
    step_views,
    use_views,
    views,
    write_limits,
)
from board.accounts.consent_actions import WORDINGS
from board.accounts.places import OPERATOR_PAGES, SETTINGS, Setting
from board.jobs.run import add_job
from board.live.places import SIGNED_IN, STILL_OPEN
from board.mail.places import LANGUAGE_OF
from board.serving.places import COOKIES

SECURITY = Setting(
    "/me/security",
    _l("How you sign in"),
    _l("Your password, your e-mail address, and the devices you are signed in on."),
    "shield",
)
LOOKS = Setting(
    "/appearance",
    _l("Light or dark"),
    _l("How pages look on this device."),
    "lamp",
)
LANGUAGE = Setting(
    "/language",
    _l("Language"),
    _l("The language of pages, and of mails to you."),
    "message-circle",
)
NETWORKS = Setting(
    "/operator/networks",
    _l("Networks with more room"),
    _l("Give the network you are on, such as the hall’s, more room for an evening."),
    "house",
)


def init_app(app: Flask) -> None:
    """What this feature brings."""
    session.init_app(app)
    leaving.init_app(app)
    write_limits.init_app(app)
    app.jinja_env.globals["WORDINGS"] = WORDINGS
    add_job("allowances", allowances.forget_free)
    add_job("networks", network_actions.forget_over)
    OPERATOR_PAGES.fill(NETWORKS)
    for cookie in ("board", "theme"):  # who it is, and how they like pages to look
        COOKIES.fill(cookie)
    LANGUAGE_OF.fill(queries.language_of)
    SIGNED_IN.fill(session.with_token)
    STILL_OPEN.fill(session_queries.live_tokens)
    use_views.init_app(app)
    step_views.init_app(app)
    for setting in (SECURITY, LOOKS):
        SETTINGS.fill(setting)
    if len(app.config["BOARD"].languages) > 1:
        SETTINGS.fill(LANGUAGE)
    for pages in (
        views,
        settings_views,
        language_views,
        security_views,
        reset_views,
        leaving_views,
        network_views,
        factor_views,
        passkey_views,
        step_views,
    ):
        app.register_blueprint(pages.bp)
