"""Accounts that wait until the owner of the mail address says they want them."""

import secrets
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, delete, select

from board import clock
from board.accounts import actions as accounts
from board.accounts.models import HeldAccount, Person
from board.accounts.queries import token_hash
from board.areas import actions as areas
from board.areas.models import Area
from board.db import db, fresh
from board.errors import LinkOver

LASTS = timedelta(days=7)


def hold(*, name: str, email: str, password_hash: str, area_id: int | None) -> str:
    """Keep what somebody typed for 7 days; returns the token to mail to the address."""
    token, now = secrets.token_urlsafe(32), clock.now()
    db.session.execute(delete(HeldAccount).where(HeldAccount.expires_at < now))
    said = {
        "name": name,
        "email": email,
        "password_hash": password_hash,
        "area_id": area_id,
    }
    held = HeldAccount(token_hash=token_hash(token), expires_at=now + LASTS, **said)
    db.session.add(held)
    return token


def get(token: str) -> HeldAccount:
    """The account a mailed link is about.

    Raises LinkOver for a link that was used and for one that is too old.
    """
    held = db.session.scalar(select(HeldAccount).where(*_open(token)))
    if held is None:
        raise _over()
    return held


def take(token: str, *, name: str, chosen: str, own_browser: bool) -> Person:
    """Give the account to the person with the address; once.

    Raises LinkOver as get() does.

    A password counts that was typed where only they can be: beside the mailed link
    (`chosen`, its hash), or in the browser they now press the link in. Anybody may have
    typed the other one, and the name: `name`, where it is not empty, is what they are
    called. Whoever has an account meanwhile keeps all of it as it is.
    """
    said = (
        HeldAccount.email,
        HeldAccount.name,
        HeldAccount.password_hash,
        HeldAccount.area_id,
    )
    held = db.session.execute(
        delete(HeldAccount).where(*_open(token)).returning(*said)
    ).one_or_none()
    if held is None:
        raise _over()
    person, new = accounts.owner_of(held.email, name or held.name)
    accounts.choose_password(
        person, chosen or (held.password_hash if own_browser else "")
    )
    if new and held.area_id:
        areas.settle(fresh(Area, held.area_id), by=person)
    return person


def _open(token: str) -> tuple[ColumnElement[bool], ...]:
    return HeldAccount.token_hash == token_hash(
        token
    ), HeldAccount.expires_at > clock.now()


def _over() -> LinkOver:
    text = _(
        "This link was used already, or it is more than 7 days old. Sign in, or make "
        "your account again."
    )
    return LinkOver(text, "/login", _("Sign in"))
