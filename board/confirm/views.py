"""What somebody without an account does is confirmed by a mailed link: a page says that
a mail is on its way, the link leads to a page with a button, and the button does it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from board import htmx
from board.accounts.link_queries import mailed_link
from board.accounts.models import Person
from board.accounts.session import open_to_visitors
from board.accounts.sign_in import gone_in, start_session
from board.accounts.throttle import ask_to_wait, check_mails
from board.confirm import actions
from board.confirm.forms import VisitorForm
from board.confirm.models import Unconfirmed
from board.db import write_tx
from board.errors import BoardError, Conflict, Invalid, LinkOver
from board.forms import BoardForm, new_key
from board.mail import actions as mail

Goal = tuple[str, str]  # where one is sent, and the message there


@dataclass(frozen=True)
class Kind:
    """One kind of thing that is confirmed by a mailed link.

    `read` takes from the form what `take` needs beside the row, and may take its time;
    `take` does it inside the write transaction, as the person with the address, whom it
    returns to be signed in.
    """

    model: type[Unconfirmed]
    letter: str  # the mail with the link
    waiting_at: str
    waiting: str  # the page that says a mail is on its way
    address: str  # below which each link stands
    page: Callable[[BoardForm, Any, str], Response]  # form, row, token
    take: Callable[..., Person]
    goal: Callable[..., Goal]  # once it is confirmed
    # the words for a link that leads nowhere, and the way to another
    over: tuple[Any, str, Any]
    form: type[BoardForm] = BoardForm
    read: Callable[[Any, Any], dict[str, Any]] = lambda _form, _row: {}
    # of what was confirmed before
    already: Callable[[Any], Goal] = lambda _row: ("/", "")
    # shown where it can't be done any more
    too_late: Callable[[Any, str, BoardError], Response] | None = None
    # what the same link takes back once it is confirmed
    undo: "Undo | None" = None


@dataclass(frozen=True)
class Undo:
    """How the link that confirmed something takes it back."""

    page: Callable[[Any, str], Response]  # row, token
    take_back: Callable[[Any], None]
    goal: Callable[[Any], Goal]


def send(kind: Kind, *, email: str, letter: dict[str, Any], **typed: Any) -> str | None:
    """Save what was typed and mail the link, inside the write transaction; the link's
    token, None when the form was sent before."""
    token = actions.save(kind.model, email=email, **typed)
    if token:
        key, url = mailed_link(kind.address, token)
        mail.queue(email, kind.letter, key, url=url, **letter)
    return token


def ask(
    kind: Kind,
    page: str,
    form: VisitorForm,
    /,
    *,
    letter: dict[str, Any],
    typed: dict[str, Any],
    **shown: Any,
) -> Response:
    """A visitor says who they are on this page, and is mailed the link; `typed` is
    what else the row holds."""
    if not form.validate_on_submit():
        return htmx.form_page(page, form, **shown)
    email = form.email.data or ""
    if wait := check_mails(email):
        return ask_to_wait(page, form, wait, **shown)
    typed = typed | {"name": form.name.data or "", "once": form.key or new_key()}
    with write_tx():
        send(kind, email=email, letter=letter, **typed)
    return htmx.gone_to(kind.waiting_at)


def serve(pages: Blueprint, kind: Kind) -> None:
    """Add two pages of a kind: a mail is on its way, and the one with the button."""

    @open_to_visitors
    def confirm(token: str) -> Response:
        return _confirm(kind, token)

    waiting = partial(render_template, kind.waiting)
    pages.add_url_rule(kind.waiting_at, "waiting", waiting)
    link = f"{kind.address}/<token>"
    pages.add_url_rule(link, "confirm", confirm, methods=["GET", "POST"])


def _confirm(kind: Kind, token: str) -> Response:
    """Reading does nothing, so that what scans mails for links confirms none; only the
    button does it, once."""
    row = _known(kind, actions.look_up(kind.model, token))
    if row.became and kind.undo:
        return _undo(kind.undo, row, token)
    if row.became:
        return htmx.gone_to(*kind.already(row))
    form = kind.form()
    form.own = (row.name, row.email)
    if not form.validate_on_submit():
        return kind.page(form, row, token)
    read = kind.read(form, row)
    try:
        with write_tx():
            locked = _known(kind, actions.lock(kind.model, token))
            if not locked.became:
                person = kind.take(locked, **read)
                actions.delete_typed(locked)
                start_session(person, remember=bool(form.data.get("remember")))
    except (Conflict, Invalid) as late:
        if kind.too_late is None:
            raise
        return kind.too_late(row, token, late)
    return gone_in(*kind.goal(locked, **read))


def _undo(undo: Undo, row: Any, token: str) -> Response:
    """The link was pressed before: what it did is taken back by a button of its own, so
    that pressing the first one twice does nothing."""
    form = BoardForm()
    if "take_back" not in request.form or not form.validate_on_submit():
        return undo.page(row, token)
    with write_tx():
        undo.take_back(row)
    return htmx.gone_to(*undo.goal(row))


def _known(kind: Kind, row: Unconfirmed | None) -> Unconfirmed:
    if row is None:
        text, way, label = kind.over
        raise LinkOver(str(text), way, str(label))
    return row
