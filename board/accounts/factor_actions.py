"""Second factors: setting them up, taking a code, and doing away with them."""

import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, update

from board import clock
from board.accounts import verbs
from board.accounts.actions import end_all_sessions
from board.accounts.factor_models import CodeApp, Passkey, RecoveryCode, SecondStep
from board.accounts.factor_queries import code_app, has_factor, passkeys_of
from board.accounts.models import Person
from board.accounts.queries import token_hash
from board.activity.actions import record
from board.db import db, insert_row, put
from board.errors import Invalid, NotFound
from board.policy import Actor, require

STEP = timedelta(minutes=10)
CODES = 8
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that looks like another
LONG = 24  # letters of a recovery code: 118 bits


def begin_step(person: Person, *, signs_in: bool, remember: bool = False) -> str:
    """Note that a browser waits for a second factor, or for a passkey to be made; the
    token only that browser gets."""
    token, now = secrets.token_urlsafe(32), clock.now()
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
    codes = [_code() for _number in range(CODES)]
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.person_id == person.id))
    db.session.add_all(
        RecoveryCode(code_hash=token_hash(tidy_code(code)), person_id=person.id)
        for code in codes
    )
    return codes


def _code() -> str:
    drawn = "".join(secrets.choice(LETTERS) for _letter in range(LONG))
    return "-".join(drawn[at : at + 4] for at in range(0, LONG, 4))


def tidy_code(typed: str) -> str:
    """A code as it was made, however it was typed."""
    return "".join(letter for letter in typed.lower() if letter.isalnum())


def use_recovery_code(person_id: int, typed: str) -> bool:
    """Whether this is one of the person's codes; it is used up."""
    mine = (
        RecoveryCode.code_hash == token_hash(tidy_code(typed)),
        RecoveryCode.person_id == person_id,
        RecoveryCode.used_at.is_(None),
    )
    used = update(RecoveryCode).where(*mine).values(used_at=clock.now())
    return bool(db.session.execute(used).rowcount)  # type: ignore[attr-defined]


def add_passkey(person: Person, name: str, made: Any, user_handle: str) -> None:
    """Keep a passkey that a device has made (passkeys.Made).

    Raises Invalid where it is there already.
    """
    is_new = insert_row(
        Passkey,
        ["credential_id"],
        person_id=person.id,
        name=name,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        user_handle=user_handle,
        created_at=clock.now(),
        used_at=None,
    )
    if is_new is None:
        raise Invalid(_("This passkey is known already."))
    note_factor(person.id)


def use_passkey(key: Passkey, sign_count: int) -> None:
    """It has signed; how often, is kept. Raises NotFound where another answer of the
    same key came first."""
    as_read = (Passkey.id == key.id, Passkey.sign_count == key.sign_count)
    change = update(Passkey).where(*as_read)
    done = db.session.execute(
        change.values(sign_count=sign_count, used_at=clock.now()),
        execution_options={"synchronize_session": False},
    )
    if not done.rowcount:  # type: ignore[attr-defined]
        raise NotFound


def remove_passkey(person: Person, number: int) -> None:
    """Do away with one passkey of a person's own. Raises NotFound for none of them."""
    mine = (Passkey.id == number, Passkey.person_id == person.id)
    if not db.session.execute(delete(Passkey).where(*mine)).rowcount:  # type: ignore[attr-defined]
        raise NotFound
    note_factor(person.id)


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
