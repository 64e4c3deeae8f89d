"""Keeping passkeys, using one, and doing away with it."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, update

from board import clock
from board.accounts.factor_actions import note_factor
from board.accounts.factor_models import Passkey
from board.accounts.models import Person
from board.db import db, insert_row
from board.errors import Invalid, NotFound


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
