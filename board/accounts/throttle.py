"""Waiting: after passwords that were wrong, and between mails that anybody can ask for.

Tries are counted by the account or mailbox and by the network, both as a
hash.
"""

import hashlib
import hmac
from collections.abc import Callable
from typing import Any

from flask import current_app, make_response, render_template, request
from werkzeug.wrappers import Response

from board.accounts import actions, queries
from board.db import write_tx
from board.error_data import data_wanted
from board.errors import TooMany
from board.forms import BoardForm
from board.network import network_of


def _keyed(value: str) -> str:
    key = current_app.config["BOARD"].secret_key.encode()
    return hmac.new(key, value.encode(), hashlib.sha256).hexdigest()


def _network() -> str:
    return network_of(request.remote_addr or "")


def network() -> str:
    """The network a request comes from, as a hash."""
    return _keyed(_network())


def note_sign_in(email: str) -> int:
    """Count a try to sign in as failed before its password is looked at; its number, by
    which it is taken back.

    Raises TooMany after too many failures.
    """
    tried, wait = _count(_keyed(email), network(), queries.wait_for)
    if wait:
        raise TooMany(wait)
    return tried


def check_mails(email: str) -> int:
    """Count a wish for a mail to this address; seconds to wait where too many were
    asked for, else 0."""
    mailbox = _keyed(f"mail to {email}")
    address = _keyed(f"mail from {_network()}")
    _number, wait = _count(mailbox, address, queries.wait_for_mail)
    return wait


def _count(mine: str, near: str, wait_for: Callable[..., int]) -> tuple[int, int]:
    """Note a try, and take it back where it came too early: its number, and the seconds
    to wait."""
    with write_tx():
        tried = actions.note_try(mine, near)
    if current_app.config["BOARD"].limits == "off":
        return tried, 0
    wait = wait_for(mine, near, besides=tried)
    if wait:
        with write_tx():
            actions.forget_try(tried)
    return tried, wait


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
