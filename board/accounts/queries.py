"""Reading people and sessions."""

import hashlib
import hmac
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, bindparam, func, select

from board import clock
from board.accounts.models import (
    CurrentPerson,
    EmailChange,
    FailedSignIn,
    Person,
    Purpose,
    SignIn,
    SignInLink,
)
from board.accounts.places import KEPT_OUT, RULES_IN_FORCE, UNREAD
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
        SignIn.idle_until,
        SignIn.used_at,
        Person.id,
        Person.name,
        Person.is_operator,
        Person.has_factor,
        UNREAD.filling.label("unread"),
        (Person.rules_version >= RULES_IN_FORCE.filling).label("has_agreed"),
        KEPT_OUT.filling.label("kept_out"),
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
    used: datetime
    newest: int


def signed_in(token: str) -> SignedIn | None:
    """The session of a token with the person and their roles, in one query; None where
    it was ended."""
    rows = read(_signed_in(), {"hash": token_hash(token), "now": clock.now()})
    if not rows:
        return None
    roles = {row.area_id: Role(row.role) for row in rows if row.area_id}
    me = rows[0]
    person = CurrentPerson(
        *(me.id, me.name, me.is_operator, me.unread, me.has_agreed, me.has_factor),
        roles,
        _areas(me.kept_out),
    )
    ends = min(me.expires_at, me.idle_until)
    return SignedIn(person, ends, me.used_at, me.newest)


def session_of(token: str) -> SignIn | None:
    """The session a token opened."""
    return db.session.get(SignIn, token_hash(token))


def in_use() -> tuple[ColumnElement[bool], ...]:
    """Sessions that nobody ended, and whose time is not over."""
    now = clock.now()
    return SignIn.ended_at.is_(None), SignIn.expires_at > now, SignIn.idle_until > now


def sessions_of(person_id: int) -> list[SignIn]:
    """The browsers a person is signed in with, the one used last first; the newest
    fifty."""
    mine = select(SignIn).where(SignIn.person_id == person_id, *in_use())
    newest = mine.order_by(SignIn.used_at.desc(), SignIn.token_hash).limit(50)
    return list(db.session.scalars(newest))


def _areas(joined: str | None) -> frozenset[int]:
    return frozenset(int(number) for number in (joined or "").split(",") if number)


def kept_out(person_id: int) -> frozenset[int]:
    """The areas in which moderators keep this person from writing; 0 is all."""
    statement = select(KEPT_OUT.filling.label("kept_out")).select_from(Person)
    this = statement.where(Person.id == person_id)
    return _areas(read(this, {"now": clock.now()})[0].kept_out)


def has_account(person_id: int) -> bool:
    """Whether there is such a person, and they have not deleted their account."""
    mine = (Person.id == person_id, Person.erased_at.is_(None))
    return bool(read(select(Person.id).where(*mine)))


def whose(token: str) -> int | None:
    """The person a session belongs to or belonged to."""
    return db.session.scalar(
        select(SignIn.person_id).where(SignIn.token_hash == token_hash(token))
    )


def live_tokens(hashes: list[str]) -> set[str]:
    """Which of these sessions are still open."""
    statement = select(SignIn.token_hash).where(
        SignIn.token_hash.in_(hashes), *in_use()
    )
    return set(db.session.scalars(statement))


def by_email(email: str) -> Person | None:
    """The person with this address, written in any case."""
    return db.session.scalar(select(Person).where(Person.email == email.lower()))


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
EMAIL_LINK, UNDO_LINK = EmailChange.token_hash, EmailChange.undo_hash


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


def account(person_id: int) -> Person:
    """The person with all that only they and their settings are concerned with."""
    return db.session.get_one(Person, person_id)


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


def wait_for_mail(mailbox: str, address: str, *, besides: int, times: int = 1) -> int:
    """Seconds this wish for a mail has to wait: 5 an hour go to one mailbox, 20 an hour
    are asked from one network, or so many times as many."""
    now = clock.now()
    hour = timedelta(hours=1)
    until = now
    to_mailbox = (FailedSignIn.account == mailbox, FailedSignIn.id != besides)
    from_network = (FailedSignIn.address == address, FailedSignIn.id != besides)
    for which, most in ((to_mailbox, 5), (from_network, 20 * times)):
        count, first, _last = _tries(which, now - hour)
        if count >= most:
            until = max(until, first + hour)
    return int((until - now).total_seconds())
