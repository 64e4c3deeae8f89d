"""Changing what a person signs in with: the password, the address, the browsers."""

import secrets
from datetime import datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased

from board import clock
from board.accounts.factor_actions import forget_factors_since
from board.accounts.link_queries import EMAIL_LINK, UNDO_LINK, change_of, link_over
from board.accounts.models import Person
from board.accounts.queries import token_hash
from board.accounts.session_actions import end_all_sessions
from board.accounts.session_models import EmailChange, SignIn
from board.db import db
from board.errors import Conflict, NotFound

KEY = 16  # letters of a session's hash by which its button names it
CONFIRM = timedelta(hours=24)  # how long the link to a new address lasts
UNDO = timedelta(days=7)  # and the one by which the old address takes it back


def set_password(person: Person, password_hash: str, but: str = "") -> None:
    """Give the person another password and sign them out everywhere, except in the
    browser that has the token `but`."""
    _change(person, password_hash=password_hash)
    end_all_sessions(person.id, but)


def end_one_session(person_id: int, key: str) -> None:
    """Sign a person out of one of their browsers, known by the beginning of its
    token's hash. Raises NotFound for none of theirs."""
    theirs = (
        SignIn.person_id == person_id,
        func.substr(SignIn.token_hash, 1, KEY) == key,
        SignIn.ended_at.is_(None),
    )
    ended = update(SignIn).where(*theirs).values(ended_at=clock.now())
    if not db.session.execute(ended).rowcount:  # type: ignore[attr-defined]
        raise NotFound


def ask_email(person: Person, email: str) -> str:
    """Note which address the person wants; the token to be mailed there and nowhere
    else. What was asked before counts no more."""
    token = secrets.token_urlsafe(32)
    now = clock.now()
    of_mine = EmailChange.person_id == person.id
    forgotten = (of_mine & EmailChange.confirmed_at.is_(None)) | (
        EmailChange.expires_at < now
    )
    db.session.execute(delete(EmailChange).where(forgotten))
    db.session.add(
        EmailChange(
            token_hash=token_hash(token),
            person_id=person.id,
            old_email=person.email,
            new_email=email,
            expires_at=now + CONFIRM,
        )
    )
    return token


def confirm_email(token: str) -> tuple[EmailChange, str]:
    """The new mailbox has answered: its address is the account's. The token by which
    the old mailbox takes it back.

    Raises LinkOver for a link that is over, Conflict where the address has an account
    meanwhile.
    """
    change = change_of(token, EMAIL_LINK)
    undo = secrets.token_urlsafe(32)
    now = clock.now()
    _claim(change, confirmed_at=now, undo_hash=token_hash(undo), expires_at=now + UNDO)
    _move(change.person_id, change.old_email, change.new_email)
    return change, undo


def undo_email(token: str) -> EmailChange:
    """The old mailbox takes its account back: the address is as before, nobody is
    signed in, and neither the password nor a second step set up since counts any more.

    Raises LinkOver for a link that is over.
    """
    change = change_of(token, UNDO_LINK)
    moved_at = change.confirmed_at
    _claim(change, expires_at=clock.now())
    _move(change.person_id, change.new_email, change.old_email)
    person = db.session.get_one(Person, change.person_id)
    set_password(person, "")
    assert moved_at, "only a confirmed change has such a link"
    forget_factors_since(person.id, moved_at)
    return change


def _claim(change: EmailChange, **values: datetime | str) -> None:
    """Of several who press at once one is first."""
    as_read = (
        EmailChange.token_hash == change.token_hash,
        EmailChange.expires_at == change.expires_at,
    )
    done = db.session.execute(update(EmailChange).where(*as_read).values(**values))
    if not done.rowcount:  # type: ignore[attr-defined]
        raise link_over()


def _move(person_id: int, old: str, new: str) -> None:
    other = aliased(Person)
    is_free = ~exists(select(other.id).where(other.email == new))
    mine = (Person.id == person_id, Person.email == old, is_free)
    moved = update(Person).where(*mine).values(email=new)
    options = {"may_do_nothing": True, "synchronize_session": False}
    try:
        done = db.session.execute(moved, execution_options=options)
    except IntegrityError:
        taken = True
    else:
        taken = not done.rowcount  # type: ignore[attr-defined]
    if taken:
        raise Conflict(
            _("That address belongs to an account already. Nothing was changed.")
        )


def _change(person: Person, **values: str) -> None:
    # No page shows it, so no line in the log is needed.
    changed = update(Person).where(Person.id == person.id).values(**values)
    db.session.execute(changed, execution_options={"may_do_nothing": True})
