"""Waiting: after wrong passwords and codes, and between mails that anybody can ask for.

All is counted by the account or mailbox and by the network, as keyed hashes.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import current_app, make_response, render_template, request
from werkzeug.wrappers import Response

from board.accounts import network_queries, try_actions, try_queries
from board.accounts.limits import TRUSTED
from board.db import write_tx
from board.error_data import data_wanted
from board.errors import TooMany
from board.forms import BoardForm
from board.keyed import keyed
from board.network import network_of


def network_name() -> str:
    """The network a request comes from."""
    return network_of(request.remote_addr or "")


def network() -> str:
    """The same, as a hash."""
    return keyed(network_name())


def note_sign_in(email: str) -> int:
    """Count a try to sign in as failed before its password is looked at; its number, by
    which it is taken back.

    Raises TooMany after too many failures.
    """
    return _note(keyed(email))


def note_factor(person_id: int) -> int:
    """The same for a try to show a second factor."""
    return _note(keyed(f"factor {person_id}"))


def _note(account: str) -> int:
    tried, wait = _count(account, network(), try_queries.wait_for)
    if wait:
        raise TooMany(wait)
    return tried


def check_mails(email: str) -> int:
    """Count a wish for a mail to this address; seconds to wait where too many were
    asked for, else 0."""
    mailbox = keyed(f"mail to {email}")
    address = keyed(f"mail from {network_name()}")
    try:
        times = TRUSTED if is_trusted() else 1
        wait_for = partial(try_queries.wait_for_mail, times=times)
        _number, wait = _count(mailbox, address, wait_for)
    except TooMany as many:  # of what the mail is for
        return many.wait
    return wait


def _count(mine: str, near: str, wait_for: Callable[..., int]) -> tuple[int, int]:
    """Note a try, and take it back where it came too early: its number, and the seconds
    to wait."""
    with write_tx():
        tried = try_actions.note_try(mine, near)
    if current_app.config["BOARD"].limits == "off":
        return tried, 0
    wait = wait_for(mine, near, besides=tried)
    if wait:
        with write_tx():
            try_actions.forget_try(tried)
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


def is_trusted() -> bool:
    """Whether somebody vouches for the network a request comes from."""
    return network_queries.trusted_until(network()) is not None
