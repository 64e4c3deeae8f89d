"""What one browser has begun and has ten minutes for: the second step of signing in, or
making a passkey."""

import secrets
from datetime import timedelta

from sqlalchemy import delete, update

from board import clock
from board.accounts.factor_models import SecondStep
from board.accounts.factor_queries import passkeys_of
from board.accounts.models import Person
from board.accounts.queries import token_hash
from board.db import db
from board.errors import NotFound

STEP = timedelta(minutes=10)


def begin_step(person: Person, *, signs_in: bool, remember: bool = False) -> str:
    """Note that a browser waits for a second factor, or for a passkey to be made; the
    token only that browser gets."""
    token = secrets.token_urlsafe(32)
    now = clock.now()
    db.session.execute(delete(SecondStep).where(SecondStep.expires_at < now))
    db.session.add(
        SecondStep(
            token_hash=token_hash(token),
            person_id=person.id,
            signs_in=signs_in,
            remember=remember,
            challenge=secrets.token_urlsafe(32),
            user_handle=_handle_of(person.id),
            expires_at=now + STEP,
        )
    )
    return token


def _handle_of(person_id: int) -> str:
    keys = passkeys_of(person_id)
    return keys[0].user_handle if keys else secrets.token_urlsafe(48)


def end_step(step: SecondStep) -> None:
    """It is done. Raises NotFound where somebody else has ended it first."""
    mine = SecondStep.token_hash == step.token_hash
    if not db.session.execute(delete(SecondStep).where(mine)).rowcount:  # type: ignore[attr-defined]
        raise NotFound


def use_challenge(step: SecondStep) -> str:
    """The challenge of a step, which is good once: the next try has another."""
    old = step.challenge
    as_read = (SecondStep.token_hash == step.token_hash, SecondStep.challenge == old)
    new = update(SecondStep).where(*as_read).values(challenge=secrets.token_urlsafe(32))
    if not db.session.execute(new).rowcount:  # type: ignore[attr-defined]
        raise NotFound
    return old
