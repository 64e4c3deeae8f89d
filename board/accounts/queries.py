"""Reading people and sessions."""

import hashlib
import hmac
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, bindparam, func, select

from board import clock
from board.accounts.models import (
    CurrentPerson,
    FailedSignIn,
    Person,
    SignIn,
    SignInLink,
)
from board.accounts.places import RULES_IN_FORCE, UNREAD
from board.activity.queries import newest_id
from board.db import AnyRow, AnySelect, db, read
from board.drawing import full
from board.errors import LinkOver
from board.policy import Role


def token_hash(token: str) -> str:
    """What is stored of a session token: a copy of the database signs nobody in."""
    return hashlib.sha256(token.encode()).hexdigest()


@cache
def _signed_in() -> AnySelect:
    # Built once, at first use: the memberships it joins are known only when all models
    # are.
    membership = Person.memberships.property.mapper.class_
    columns = (
        SignIn.expires_at,
        Person.id,
        Person.name,
        Person.is_operator,
        UNREAD.filling.label("unread"),
        (Person.rules_version >= RULES_IN_FORCE.filling).label("has_agreed"),
        membership.area_id,
        membership.role,
    )
    statement = select(*columns, newest_id.label("newest")).join(
        SignIn, SignIn.person_id == Person.id
    )
    return statement.outerjoin(Person.memberships).where(
        SignIn.token_hash == bindparam("hash"), SignIn.ended_at.is_(None)
    )


class SignedIn(NamedTuple):
    """Whose a session is, when it ends, and the newest line of the log as it is looked
    up."""

    person: CurrentPerson
    ends: datetime
    newest: int


def signed_in(token: str) -> SignedIn | None:
    """The session of a token with the person and their roles, in one query; None where
    it was ended."""
    rows = read(_signed_in(), {"hash": token_hash(token)})
    if not rows:
        return None
    roles = {row.area_id: Role(row.role) for row in rows if row.area_id}
    me = rows[0]
    person = CurrentPerson(
        me.id, me.name, me.is_operator, me.unread, me.has_agreed, roles
    )
    return SignedIn(person, me.expires_at, me.newest)


def whose(token: str) -> int | None:
    """The person a session belongs to or belonged to."""
    return db.session.scalar(
        select(SignIn.person_id).where(SignIn.token_hash == token_hash(token))
    )


def live_tokens(hashes: list[str]) -> set[str]:
    """Which of these sessions are still open."""
    statement = select(SignIn.token_hash).where(
        SignIn.token_hash.in_(hashes),
        SignIn.ended_at.is_(None),
        SignIn.expires_at > clock.now(),
    )
    return set(db.session.scalars(statement))


def by_email(email: str) -> Person | None:
    """The person with this address, written in any case."""
    return db.session.scalar(select(Person).where(Person.email == email.lower()))


def still_open() -> tuple[ColumnElement[bool], ...]:
    """Links nobody has used, and whose time is not over."""
    return SignInLink.used_at.is_(None), SignInLink.expires_at > clock.now()


def link_over() -> LinkOver:
    """The error for a link that lets nobody in."""
    text = _(
        "This link was used already, or it is too old. You can have a new one mailed "
        "to you."
    )
    return LinkOver(text, "/login/link", _("Mail me a new link"))


def lets_in(token: str) -> Person:
    """The person a link would let in; uses nothing up.

    Raises LinkOver for a link that lets nobody in.
    """
    open_now = (SignInLink.token_hash == token_hash(token), *still_open())
    person = db.session.scalar(
        select(Person)
        .join(SignInLink, SignInLink.person_id == Person.id)
        .where(*open_now)
    )
    if person is None:
        raise link_over()
    return person


def mailed_link(address: str, token: str) -> tuple[str, str]:
    """(key, link) of a mail that holds a way in; the key does not tell the way."""
    return "link-" + token_hash(token), full(f"{address}/{token}")


def anybody() -> bool:
    """Whether the board has any people yet."""
    return db.session.scalar(select(Person.id).limit(1)) is not None


def setup_key(secret: str) -> str:
    """What the link to the first-run page carries: only who can read the server's
    console or secret has it."""
    return hmac.new(secret.encode(), b"setup", hashlib.sha256).hexdigest()[:32]


def wait_for(account: str, address: str, *, besides: int) -> int:
    """Seconds this try to sign in has to wait: 0, or more after failures besides it.

    Five failures of an account within 15 minutes start a wait that doubles with each
    further one; 25 from an address within 5 minutes close it for the rest of those.
    """
    now = clock.now()
    until = now
    of_account = (FailedSignIn.account == account, FailedSignIn.id != besides)
    failures, _first, last = _tries(of_account, now - timedelta(minutes=15))
    if failures >= 5:
        seconds = min(900, 15 * 2 ** (failures - 5))
        until = last + timedelta(seconds=seconds)
    of_address = (FailedSignIn.address == address, FailedSignIn.id != besides)
    tries, first, _last = _tries(of_address, now - timedelta(minutes=5))
    if tries >= 25:
        until = max(until, first + timedelta(minutes=5))
    return max(0, int((until - now).total_seconds()))


def _tries(which: tuple[ColumnElement[bool], ...], since: datetime) -> AnyRow:
    """(how many, the first, the last) of the tries since an instant."""
    statement = select(
        func.count(),
        func.min(FailedSignIn.at),
        func.max(FailedSignIn.at),
    ).where(*which, FailedSignIn.at > since)
    return db.session.execute(statement).one()


def wait_for_mail(mailbox: str, address: str, *, besides: int) -> int:
    """Seconds this wish for a mail has to wait: 5 an hour go to one mailbox, 20 an hour
    are asked from one network."""
    now = clock.now()
    hour = timedelta(hours=1)
    until = now
    to_mailbox = (FailedSignIn.account == mailbox, FailedSignIn.id != besides)
    from_network = (FailedSignIn.address == address, FailedSignIn.id != besides)
    for which, most in ((to_mailbox, 5), (from_network, 20)):
        count, first, _last = _tries(which, now - hour)
        if count >= most:
            until = max(until, first + hour)
    return int((until - now).total_seconds())
