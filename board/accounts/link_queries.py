"""Reading mailed links: whom they let in, or which change of address they confirm."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select

from board import clock
from board.accounts.models import Person
from board.accounts.queries import token_hash
from board.accounts.session_models import EmailChange, Purpose, SignInLink
from board.db import db
from board.drawing import full
from board.errors import LinkOver


def still_open(purpose: Purpose) -> tuple[ColumnElement[bool], ...]:
    """Links for this that nobody has used, and whose time is not over."""
    return (
        SignInLink.purpose == purpose,
        SignInLink.used_at.is_(None),
        SignInLink.expires_at > clock.now(),
    )


def link_over(purpose: Purpose = Purpose.SIGN_IN) -> LinkOver:
    """The error for a link that lets nobody in."""
    text = _(
        "This link was used already, or it is too old. You can have a new one mailed "
        "to you."
    )
    way = "/login/link" if purpose == Purpose.SIGN_IN else "/password/forgot"
    return LinkOver(text, way, _("Mail me a new link"))


def lets_in(token: str, purpose: Purpose = Purpose.SIGN_IN) -> Person:
    """The person a link would let in; uses nothing up.

    Raises LinkOver for a link that lets nobody in.
    """
    mine = SignInLink.token_hash == token_hash(token)
    person = db.session.scalar(
        select(Person)
        .join(SignInLink, SignInLink.person_id == Person.id)
        .where(mine, *still_open(purpose))
    )
    if person is None:
        raise link_over(purpose)
    return person


# Which of the two links of a change of address a token is of.
EMAIL_LINK = EmailChange.token_hash
UNDO_LINK = EmailChange.undo_hash


def change_of(token: str, link: Any) -> EmailChange:
    """The change of address that a mailed link is about; uses nothing up.

    Raises LinkOver for a link that is over.
    """
    is_new = EmailChange.confirmed_at.is_(None)
    change: EmailChange | None = db.session.scalar(
        select(EmailChange)
        .where(link == token_hash(token), EmailChange.expires_at > clock.now())
        .where(is_new if link is EMAIL_LINK else ~is_new)
    )
    if change is None:
        text = _("This link was used already, or it is too old.")
        raise LinkOver(text, "/login", _("Sign in"))
    return change


def mailed_link(address: str, token: str) -> tuple[str, str]:
    """(key, link) of a mail that holds a way in; the key does not tell the way."""
    return "link-" + token_hash(token), full(f"{address}/{token}")
