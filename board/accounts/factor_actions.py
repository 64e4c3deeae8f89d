"""The app for codes and the recovery codes: setting them up, taking one, and doing away
with them."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, update

from board import clock, codes
from board.accounts import verbs
from board.accounts.factor_models import CodeApp, Passkey, RecoveryCode, SecondStep
from board.accounts.factor_queries import code_app, has_factor
from board.accounts.models import Person
from board.accounts.queries import token_hash
from board.accounts.session_actions import end_all_sessions
from board.activity.actions import record
from board.db import db, put
from board.errors import Invalid
from board.policy import Actor, require

CODES = 8
LONG = 24  # letters of a recovery code: 118 bits


def begin_code_app(person: Person) -> None:
    """Make the secret of an app for codes; it counts once a first code is typed. One
    that counts already stays."""
    import pyotp

    there = code_app(person.id)
    if there is None or there.confirmed_at is None:
        put(
            CodeApp,
            ["person_id"],
            person_id=person.id,
            secret=pyotp.random_base32(),
            confirmed_at=None,
            last_step=0,
        )


def confirm_code_app(person: Person, code: str) -> None:
    """The app makes the right codes, so from now on one is asked for.

    Raises Invalid for a code that is not right.
    """
    if not take_code(person.id, code, confirmed=False):
        text = _("That is not the code the app shows now. Wait for the next one.")
        raise Invalid(text, "code")
    now = clock.now()
    mine = (CodeApp.person_id == person.id, CodeApp.confirmed_at.is_(None))
    db.session.execute(update(CodeApp).where(*mine).values(confirmed_at=now))
    note_factor(person.id)


def take_code(person_id: int, code: str, *, confirmed: bool = True) -> bool:
    """Whether this is the code of now, or of the half minute before or after, and was
    not taken before."""
    import pyotp

    app = code_app(person_id)
    if app is None or (app.confirmed_at is not None) is not confirmed:
        return False
    totp = pyotp.TOTP(app.secret)
    step = int(clock.now().timestamp()) // totp.interval
    for near in (step, step - 1, step + 1):
        made = totp.generate_otp(near)
        if secrets.compare_digest(made.encode(), code.encode()):
            return _take_step(person_id, near)
    return False


def _take_step(person_id: int, step: int) -> bool:
    is_new = (CodeApp.person_id == person_id, CodeApp.last_step < step)
    taken = update(CodeApp).where(*is_new).values(last_step=step)
    return bool(db.session.execute(taken).rowcount)  # type: ignore[attr-defined]


def new_recovery_codes(person: Person) -> list[str]:
    """A new set of codes for when the phone is gone; those before are good no more. To
    be shown once: only their hashes are stored."""
    made = [codes.drawn(LONG) for _number in range(CODES)]
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    db.session.add_all(
        RecoveryCode(code_hash=token_hash(codes.tidy(code)), person_id=person.id)
        for code in made
    )
    return made


def use_recovery_code(person_id: int, typed: str) -> bool:
    """Whether this is one of the person's codes; it is used up."""
    mine = (
        RecoveryCode.code_hash == token_hash(codes.tidy(typed)),
        RecoveryCode.person_id == person_id,
        RecoveryCode.used_at.is_(None),
    )
    used = update(RecoveryCode).where(*mine).values(used_at=clock.now())
    return bool(db.session.execute(used).rowcount)  # type: ignore[attr-defined]


def remove_code_app(person: Person) -> None:
    """Do away with the app for codes."""
    _forget(person.id, (CodeApp,))
    note_factor(person.id)


def reset_factors(person: Person, by: Actor) -> None:
    """Somebody has lost all they could show: an operator, who knows it is them, does
    away with it. They are signed out everywhere, and sign in without it."""
    require(by, "board.operate")
    _forget(person.id, (CodeApp, Passkey, RecoveryCode, SecondStep))
    note_factor(person.id)
    end_all_sessions(person.id)
    topics = [f"person-{person.id}"]
    record(verbs.FACTOR_RESET, person, by=by, topics=topics, person=person.id)


def forget_factors_since(person_id: int, moment: datetime) -> None:
    """Do away with what was set up since then: the account is taken back from whoever
    did that."""
    app = (CodeApp.person_id == person_id, CodeApp.confirmed_at >= moment)
    passkeys = (Passkey.person_id == person_id, Passkey.created_at >= moment)
    db.session.execute(delete(CodeApp).where(*app))
    db.session.execute(delete(Passkey).where(*passkeys))
    note_factor(person_id)


def _forget(person_id: int, models: Iterable[Any]) -> None:
    for model in models:
        db.session.execute(delete(model).where(model.person_id == person_id))


def note_factor(person_id: int) -> None:
    """Keep with the person whether they have any: each of their pages asks. Codes on
    paper alone are none, so without another they go."""
    change = update(Person).where(Person.id == person_id)
    db.session.execute(
        change.values(has_factor=has_factor(person_id)),
        execution_options={"may_do_nothing": True, "synchronize_session": False},
    )
    of_nobody = RecoveryCode.person_id == person_id
    db.session.execute(delete(RecoveryCode).where(of_nobody, ~has_factor(person_id)))
