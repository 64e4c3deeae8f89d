"""Opening and ending sessions."""

import secrets
from datetime import timedelta

from sqlalchemy import update

from board import clock
from board.accounts.models import Person
from board.accounts.queries import token_hash
from board.accounts.session_models import SignIn
from board.db import db

# how often the use of a session is written down
EVERY = timedelta(hours=1)


def open_session(
    person: Person, *, remember: bool, device: tuple[str, str] = ("", "")
) -> str:
    """Sign the person in on one browser, for 30 days or one, and for less where it is
    not used; returns the token only that browser gets.

    device: what it is, in two words (device.py).
    """
    token = secrets.token_urlsafe(32)
    now = clock.now()
    lasts = timedelta(days=30 if remember else 1)
    browser, system = device
    db.session.add(
        SignIn(
            token_hash=token_hash(token),
            person_id=person.id,
            created_at=now,
            expires_at=now + lasts,
            idle_until=now + _idle(lasts),
            used_at=now,
            ended_at=None,
            browser=browser,
            system=system,
        )
    )
    return token


def _idle(lasts: timedelta) -> timedelta:
    """How long a session lasts that nobody uses: 14 days of 30, 8 hours of a day."""
    return timedelta(days=14) if lasts > timedelta(days=1) else timedelta(hours=8)


def note_use(session: SignIn) -> None:
    """A browser that is signed in was used: said once an hour at most, however many
    pages it opens at once."""
    now = clock.now()
    idle = _idle(session.expires_at - session.created_at)
    not_said_yet = (
        SignIn.token_hash == session.token_hash,
        SignIn.ended_at.is_(None),
        SignIn.used_at < now - EVERY,
    )
    change = update(SignIn).where(*not_said_yet)
    db.session.execute(
        change.values(used_at=now, idle_until=now + idle),
        execution_options={"may_do_nothing": True},
    )


def end_session(token: str) -> None:
    """End one session at the server; its cookie is worth nothing afterwards."""
    mine = SignIn.token_hash == token_hash(token)
    db.session.execute(
        update(SignIn)
        .where(mine, SignIn.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def end_all_sessions(person_id: int, but: str = "") -> int:
    """Sign a person out everywhere, except in the browser that has the token `but`;
    how many sessions end: at the next request, live pages within 30 seconds."""
    theirs = (
        SignIn.person_id == person_id,
        SignIn.ended_at.is_(None),
        SignIn.token_hash != token_hash(but),
    )
    ended = update(SignIn).where(*theirs).values(ended_at=clock.now())
    done = db.session.execute(ended, execution_options={"may_do_nothing": True})
    return int(done.rowcount)  # type: ignore[attr-defined]
