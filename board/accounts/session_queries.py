"""Reading sessions: who is signed in, and where else."""

from datetime import datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, select

from board import clock
from board.accounts.models import CurrentPerson, Person
from board.accounts.places import KEPT_OUT, LENT_TO, RULES_IN_FORCE, UNREAD
from board.accounts.queries import loans_in, numbers_in, token_hash
from board.accounts.session_models import SignIn
from board.activity.queries import newest_id
from board.db import AnySelect, db, read
from board.policy import Role


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
        Person.locale,
        UNREAD.filling.label("unread"),
        (Person.rules_version >= RULES_IN_FORCE.filling).label("has_agreed"),
        KEPT_OUT.filling.label("kept_out"),
        LENT_TO.filling.label("lent_to"),
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
    rows = read(_signed_in(), {"hash": token_hash(token)})
    if not rows:
        return None
    roles = {row.area_id: Role(row.role) for row in rows if row.area_id}
    me = rows[0]
    person = CurrentPerson(
        me.id,
        me.name,
        me.is_operator,
        me.unread,
        me.has_agreed,
        me.has_factor,
        me.locale,
        roles,
        numbers_in(me.kept_out),
        loans_in(me.lent_to),
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
