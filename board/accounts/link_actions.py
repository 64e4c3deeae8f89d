"""Links that are mailed to somebody and let them in once."""

import secrets
from datetime import timedelta

from sqlalchemy import delete, update

from board import clock
from board.accounts.link_queries import link_over, still_open
from board.accounts.models import Person
from board.accounts.queries import token_hash
from board.accounts.session_models import Purpose, SignInLink
from board.db import db, fresh


def make_link(person: Person | None, purpose: Purpose = Purpose.SIGN_IN) -> str:
    """A way in for the person, to be mailed to nobody else; forgets those that are
    over. Returns its token.

    One for nobody lets nobody in: it is made where an address has no account, so that
    there is as much to do.
    """
    token = secrets.token_urlsafe(32)
    now = clock.now()
    db.session.execute(delete(SignInLink).where(SignInLink.expires_at < now))
    lasts = timedelta(minutes=30)
    db.session.add(
        SignInLink(
            token_hash=token_hash(token),
            person_id=person.id if person else None,
            purpose=purpose,
            expires_at=now + lasts,
            used_at=None,
        )
    )
    return token


def use_link(token: str, purpose: Purpose = Purpose.SIGN_IN) -> Person:
    """The person a link lets in.

    Raises LinkOver for one that is unknown, over, or used already.
    """
    mine = SignInLink.token_hash == token_hash(token)
    used = (
        update(SignInLink)
        .where(mine, *still_open(purpose))
        .values(used_at=clock.now())
        .returning(SignInLink.person_id)
    )
    id = db.session.scalar(used)
    if id is None:
        raise link_over(purpose)
    return fresh(Person, id)
